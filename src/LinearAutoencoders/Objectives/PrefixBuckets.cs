using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Objectives;

/// <summary>Sorts the samples of a batch by their prefix length; within a length they keep their order (a counting sort).</summary>
internal sealed class PrefixBuckets(int sampleCount, int longestPrefix)
{
    private readonly int[] lengths = new int[sampleCount];
    private readonly int[] sorted = new int[sampleCount];
    private readonly int[] starts = new int[longestPrefix + 2];  // bucket b is sorted[starts[b] .. starts[b + 1]]
    private int count;

    public int LongestPrefix => longestPrefix;

    /// <summary>Prefix length of the i-th sample of the batch; the caller fills it after <see cref="Begin"/>.</summary>
    public Span<int> Lengths => lengths.AsSpan(0, count);

    public void Begin(int batchCount) => count = batchCount;

    public void Sort(Batch batch)
    {
        Array.Clear(starts);
        foreach (var length in Lengths)
        {
            if ((uint)(length - 1) >= (uint)longestPrefix)
                throw new ArgumentException($"a prefix length is {length}; it must be from 1 to {longestPrefix}");
            starts[length]++;
        }
        for (int b = 0, end = 0; b < starts.Length; b++)
        {
            end += starts[b];
            starts[b] = end - starts[b];
        }
        for (var i = 0; i < count; i++) sorted[starts[lengths[i]]++] = batch[i];
        // Filling moved each start to its bucket's end, which is the next one's start.
        Array.Copy(starts, 0, starts, 1, starts.Length - 1);
        starts[0] = 0;
    }

    /// <summary>The samples of one length.</summary>
    public Batch Of(int length) => new(sorted.AsMemory(starts[length], starts[length + 1] - starts[length]));
}
