using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ of the selected samples, never formed: w · Σ = ((X wᵀ)ᵀ X) / n. A step costs 8knm flops.</summary>
/// <remarks>
///   Samples pass through the cache in blocks, each read once for both products. Sums run in the order of the samples. Where
///   most cells of X have their column's most frequent value, as in images on an even ground, only the others are multiplied.
/// </remarks>
public sealed class SampleMoment<T> : IBatchMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SampleBlocks<T> blocks;
    private Batch batch = Batch.All;

    /// <summary>All rows of X.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    public SampleMoment(Matrix<T> samples)
    {
        blocks = SampleBlocks<T>.Of(samples);
        Trace = blocks.SquaredNorm(batch) / samples.Rows;
    }

    /// <inheritdoc/>
    public int Dimension => blocks.Samples.Columns;

    /// <inheritdoc/>
    public double Trace { get; private set; }

    /// <inheritdoc/>
    public void Select(Batch batch)
    {
        this.batch = batch;
        Trace = blocks.SquaredNorm(batch) / batch.Count(blocks.Samples.Rows);
    }

    /// <inheritdoc/>
    public void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team)
    {
        var count = batch.Count(blocks.Samples.Rows);
        blocks.Begin(w, product, team);
        for (var start = 0; start < count; start += SampleBlocks<T>.BlockRows)
            blocks.Add(blocks.Project(batch, start, Math.Min(SampleBlocks<T>.BlockRows, count - start), w.Rows));
        blocks.End();
        for (var i = 0; i < product.Rows; i++)
            TensorPrimitives.Divide(product.Row(i), T.CreateTruncating(count), product.Row(i));
    }
}
