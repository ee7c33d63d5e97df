using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The samples of a batch that a process has, shard by shard; within a shard in the batch's order.</summary>
internal sealed class ShardedBatch
{
    private readonly int firstShard;
    private readonly long firstRow;
    private readonly int[] ends;     // of each shard, among this process's samples
    private readonly int[] starts;   // of each shard, in the sorted batch; one more behind the last
    private int[] sorted = [];
    private Batch batch = Batch.All;

    /// <summary>Of all samples.</summary>
    public ShardedBatch(SampleShards shards, IRanks? ranks)
    {
        var owned = shards.OwnedBy(ranks);
        (firstShard, firstRow) = (owned.Start.Value, shards.RowsOf(ranks).First);
        ends = new int[owned.End.Value - firstShard];
        for (var i = 0; i < ends.Length; i++) ends[i] = (int)(shards[firstShard + i].End - firstRow);
        starts = new int[ends.Length + 1];
    }

    /// <summary>How many shards.</summary>
    public int Count => ends.Length;

    /// <summary>Takes another batch.</summary>
    /// <param name="selected">Row numbers of all samples.</param>
    /// <param name="sampleCount">How many samples there are.</param>
    public void Select(Batch selected, int sampleCount)
    {
        if (selected.IsAll)
        {
            batch = selected;
            return;
        }
        var count = selected.Count(sampleCount);
        if (sorted.Length < count) sorted = new int[count];
        Array.Clear(starts);
        for (var i = 0; i < count; i++)
            if (ShardOf(selected[i]) is >= 0 and var shard) starts[shard + 1]++;
        for (var shard = 0; shard < ends.Length; shard++) starts[shard + 1] += starts[shard];
        for (var i = 0; i < count; i++)
            if (ShardOf(selected[i]) is >= 0 and var shard) sorted[starts[shard]++] = (int)(selected[i] - firstRow);
        for (var shard = ends.Length; shard > 0; shard--) starts[shard] = starts[shard - 1];
        starts[0] = 0;
        batch = new Batch(sorted.AsMemory(0, starts[^1]));
    }

    /// <summary>The samples of one shard: its number, and those from a start to an end in a batch of this process's samples.</summary>
    public (int Number, Batch Samples, int Start, int End) this[int shard] => batch.IsAll
        ? (firstShard + shard, batch, shard == 0 ? 0 : ends[shard - 1], ends[shard])
        : (firstShard + shard, batch, starts[shard], starts[shard + 1]);

    private int ShardOf(int row)
    {
        var own = row - firstRow;
        if (own < 0 || ends.Length == 0 || own >= ends[^1]) return -1;
        var place = ends.AsSpan().BinarySearch((int)own + 1);
        return place >= 0 ? place : ~place;
    }
}
