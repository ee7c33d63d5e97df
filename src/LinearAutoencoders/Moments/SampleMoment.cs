using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ of the selected samples, never formed: w · Σ = ((X wᵀ)ᵀ X) / n. A step costs 8knm flops.</summary>
/// <remarks>
///   Samples pass through the cache in blocks, each read once for both products. Sums run in the order of the samples within a shard, and
///   over shards along a fixed tree: of several ranks each has the samples of some shards, and one sum of the size of w goes from rank to
///   rank in a step. Where most cells of X have their column's most frequent value, as in images on an even ground, only the others are
///   multiplied.
/// </remarks>
public sealed class SampleMoment<T> : IBatchMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SampleBlocks<T> blocks;
    private readonly ShardedBatch shards;
    private readonly IRanks? ranks;
    private readonly int sampleCount;
    private readonly ProductTree<double> norms;
    private readonly Matrix<double> norm = new(1, 1);
    private ProductTree<T>? tree;
    private int count;

    /// <summary>All rows of X.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    /// <param name="batchSize">How many samples a batch will have, which says how sums are cut; none: all.</param>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    public SampleMoment(Matrix<T> samples, int? batchSize = null)
        : this(samples, SampleShards.For(samples.Rows, batchSize), ranks: null)
    {
    }

    /// <summary>Rows of X that several ranks share.</summary>
    /// <param name="samples">Those of this rank's shards.</param>
    /// <param name="shards">The cut of all.</param>
    /// <param name="ranks">All of them take the same steps; null: there is one process, which has all rows.</param>
    internal SampleMoment(Matrix<T> samples, SampleShards shards, IRanks? ranks)
    {
        this.ranks = ranks;
        blocks = SampleBlocks<T>.Of(samples, ranks);
        this.shards = new ShardedBatch(shards, ranks);
        norms = TreeOf<double>(1, 1);
        sampleCount = (int)shards.Samples;
        Select(Batch.All);
    }

    /// <inheritdoc/>
    public int Dimension => blocks.Samples.Columns;

    /// <inheritdoc/>
    public double Trace { get; private set; }

    /// <inheritdoc/>
    public void Select(Batch batch)
    {
        count = batch.Count(sampleCount);
        shards.Select(batch, sampleCount);
        for (var shard = 0; shard < shards.Count; shard++)
        {
            var (number, samples, start, end) = shards[shard];
            if (start == end) continue;
            norms.Current[0, 0] = blocks.SquaredNorm(samples, start, end);
            norms.EndChunk(number);
        }
        norms.End(norm);
        Trace = norm[0, 0] / count;
    }

    /// <inheritdoc/>
    public void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team)
    {
        if (tree is null || tree.Current.Rows != w.Rows) tree = TreeOf<T>(w.Rows, Dimension);
        for (var shard = 0; shard < shards.Count; shard++)
        {
            var (number, samples, start, end) = shards[shard];
            if (start == end) continue;
            Sum(samples, start, end, w, tree.Current, team);
            tree.EndChunk(number);
        }
        tree.End(product);
        for (var i = 0; i < product.Rows; i++)
            TensorPrimitives.Divide(product.Row(i), T.CreateTruncating(count), product.Row(i));
    }

    private void Sum(Batch samples, int start, int end, Matrix<T> w, Matrix<T> sum, WorkerTeam team)
    {
        blocks.Begin(w, sum, team);
        for (; start < end; start += SampleBlocks<T>.BlockRows)
            blocks.Add(blocks.Project(samples, start, Math.Min(SampleBlocks<T>.BlockRows, end - start), w.Rows));
        blocks.End();
    }

    private ProductTree<TSum> TreeOf<TSum>(int rows, int columns) where TSum : unmanaged, IFloatingPointIeee754<TSum> =>
        new(rows, columns, ChunkLayout.OfProducts, share: null, ranks);
}
