namespace LinearAutoencoders.Numerics;

/// <summary>A symmetric matrix in memory as an operator.</summary>
/// <param name="matrix">
///   A, m × m, of which the upper triangle is read, so that one symmetric but for rounding will do; kept, not copied.
/// </param>
/// <param name="exponent">The products are those of A · 2⁻ᵉ, of which no square overflows or vanishes.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops before a product.</param>
internal sealed class DenseOperator(Matrix<double> matrix, int exponent, WorkerTeam team, CancellationToken cancellationToken)
    : ISymmetricOperator
{
    private readonly SymmetricRowsProduct product = new(matrix.Rows);

    public int Dimension => matrix.Rows;

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        cancellationToken.ThrowIfCancellationRequested();
        product.Multiply(matrix, rows, products, team);
        PowerOfTwo.Scale(products, -exponent);
    }
}
