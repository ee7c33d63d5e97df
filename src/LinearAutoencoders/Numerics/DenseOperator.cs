namespace LinearAutoencoders.Numerics;

/// <summary>A symmetric matrix in memory as an operator.</summary>
/// <param name="matrix">A, m × m, symmetric; kept, not copied.</param>
/// <param name="exponent">The products are those of A · 2⁻ᵉ, of which no square overflows or vanishes.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops before a product.</param>
internal sealed class DenseOperator(Matrix<double> matrix, int exponent, WorkerTeam team, CancellationToken cancellationToken)
    : ISymmetricOperator
{
    private PackedMatrix<double>? packed;

    public int Dimension => matrix.Rows;

    /// <summary>This one with a copy of A in the order in which products read it: for many of them.</summary>
    public DenseOperator Packed()
    {
        packed = new PackedMatrix<double>(matrix);
        return this;
    }

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (packed is null) MatrixProduct.Multiply(rows, matrix, products, team: team);
        else MatrixProduct.Multiply(rows, packed, products, team: team);
        PowerOfTwo.Scale(products, -exponent);
    }
}
