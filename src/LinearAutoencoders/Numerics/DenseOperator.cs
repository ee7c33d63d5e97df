namespace LinearAutoencoders.Numerics;

/// <summary>A symmetric matrix in memory as an operator.</summary>
/// <param name="matrix">A, m × m, symmetric; kept, not copied.</param>
/// <param name="exponent">The products are those of A · 2⁻ᵉ, of which no square overflows or vanishes.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops before a product.</param>
internal sealed class DenseOperator(Matrix<double> matrix, int exponent, WorkerTeam team, CancellationToken cancellationToken)
    : ISymmetricOperator
{
    /// <summary>Rows of 16 MB.</summary>
    private const int RowsInCache = 1448;

    /// <summary>Of so few rows a product takes as long as reading A; its rows are its columns, and lie in memory in one piece.</summary>
    private const int FewRows = 16;

    /// <summary>Rows of A that one part of such a product reads.</summary>
    private const int RowsOfPart = 32;

    private PackedMatrix<double>? packed;

    public int Dimension => matrix.Rows;

    /// <summary>Whether A is read as fast where it lies as a copy in the order of products is.</summary>
    private bool StaysInCache => matrix.Rows <= RowsInCache;

    /// <summary>This one, ready for many products with few rows.</summary>
    public DenseOperator ForManyProducts()
    {
        if (!StaysInCache) packed = new PackedMatrix<double>(matrix, team);
        return this;
    }

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (packed is not null) MatrixProduct.Multiply(rows, packed, products, team: team);
        else if (StaysInCache && rows.Rows <= FewRows)
            team.Run(new ProductPart(rows, matrix, products), (matrix.Rows + RowsOfPart - 1) / RowsOfPart);
        else MatrixProduct.Multiply(rows, matrix, products, team: team);
        PowerOfTwo.Scale(products, -exponent);
    }

    private readonly struct ProductPart(Matrix<double> rows, Matrix<double> matrix, Matrix<double> products) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var start = part * RowsOfPart;
            var count = Math.Min(RowsOfPart, matrix.Rows - start);
            MatrixProduct.MultiplyByTransposed(
                rows, matrix.RowRange(start, count), products.ColumnRange(start, count), team: WorkerTeam.Alone);
        }
    }
}
