using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ of the rows of a source, never formed: one pass a product, w · Σ = ((X wᵀ)ᵀ X) / n of the centred rows X.</summary>
/// <remarks>
///   Rows are centred themselves, in groups of a fixed size, so that an offset of all of them costs no accuracy. 4bnm flops for b rows;
///   memory for a group and a few blocks of b × m.
/// </remarks>
/// <param name="source">The rows.</param>
/// <param name="mean">What to subtract from each.</param>
/// <param name="factor">1/n, or another multiple of it.</param>
/// <param name="layout">The cut into chunks.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class RowsOperator(
    ISampleSource source, double[] mean, double factor, ChunkLayout layout, WorkerTeam team, CancellationToken cancellationToken)
    : ISymmetricOperator
{
    private ProductPass? pass;

    public int Dimension => source.Dimension;

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        pass ??= new ProductPass(source, mean, rows.Rows, layout, team, cancellationToken);
        pass.Run(
            (samples, sum) =>
            {
                var latent = new Matrix<double>(samples.Rows, rows.Rows);
                MatrixProduct.MultiplyByTransposed(samples, rows, latent, team: team);
                RowKernels.Scale(factor, latent.AsSpan());
                MatrixProduct.MultiplyTransposed(latent, samples, sum, accumulate: true, team);
            }, products);
    }
}
