using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   How the samples of a run are cut into shards, the leaves of the fixed tree of a step's sums: a function of n and the batch's size.
/// </summary>
/// <remarks>
///   Shard i is some rows one behind the other, whole blocks of <see cref="SampleBlocks{T}.BlockRows"/>. There are as many as leave 128
///   samples of a batch for each, so that a product with them pays, and 64 at most: so many ranks can share the work, each of which has
///   the samples of some shards.
/// </remarks>
/// <param name="Samples">n.</param>
/// <param name="Count">S, at least 1.</param>
internal readonly record struct SampleShards(long Samples, int Count)
{
    private const int LeastBatchRows = 128;
    private const int MostShards = 64;

    private static readonly ChunkLayout Blocks = new(SampleBlocks<double>.BlockRows, ShiftRows: 1);

    /// <summary>The shards for batches of a size; none: of all samples.</summary>
    public static SampleShards For(long samples, int? batchSize)
    {
        var most = Math.Min(MostShards, Blocks.ChunksOf(samples));
        return new(samples, (int)Math.Clamp(Math.Min(batchSize ?? samples, samples) / LeastBatchRows, 1, Math.Max(1, most)));
    }

    /// <summary>The rows of a shard; at least one, if there are samples.</summary>
    public RowRange this[int shard] => Blocks.Share(Samples, shard, Count);

    /// <summary>The shards of a rank: of the first at least one; of no ranks, all.</summary>
    public Range OwnedBy(IRanks? ranks) => ranks is null ? 0..Count : Start(ranks.Rank, ranks.Size)..Start(ranks.Rank + 1, ranks.Size);

    /// <summary>The rows of a rank's shards.</summary>
    public RowRange RowsOf(IRanks? ranks)
    {
        var owned = OwnedBy(ranks);
        var first = Blocks.Share(Samples, owned.Start.Value, Count).First;
        return new(first, Blocks.Share(Samples, owned.End.Value, Count).First - first);
    }

    private int Start(int rank, int size) => (int)(((long)rank * Count + size - 1) / size);
}
