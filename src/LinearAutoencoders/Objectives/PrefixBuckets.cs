using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Objectives;

/// <summary>Sorts the samples of a batch into buckets of similar prefix length; within a bucket they keep the batch's order.</summary>
/// <remarks>
///   Bucket g has the lengths g · Width + 1 .. (g + 1) · Width. A product with few columns costs as much as one that fills the vector
///   registers, so narrower buckets would save nothing; and while k ≤ Width there is one bucket, the batch as it is, whose samples
///   stream through in the order they are stored in instead of being gathered.
/// </remarks>
internal sealed class PrefixBuckets(int sampleCount, int longestPrefix)
{
    /// <summary>Two 512-bit registers of float32.</summary>
    public const int Width = 32;

    private readonly int[] lengths = new int[sampleCount];
    private readonly int[] sortedRows = new int[longestPrefix > Width ? sampleCount : 0];
    private readonly int[] sortedLengths = new int[longestPrefix > Width ? sampleCount : 0];
    private readonly int[] starts = new int[(longestPrefix + Width - 1) / Width + 1];  // bucket g is starts[g] .. starts[g + 1]
    private Batch batch = Batch.All;
    private int count;

    /// <summary>Number of buckets; some may be empty.</summary>
    public int Count => starts.Length - 1;

    /// <summary>Prefix length of the i-th sample of the batch; the caller fills it after <see cref="Begin"/>.</summary>
    public Span<int> Lengths => lengths.AsSpan(0, count);

    /// <summary>The longest prefix that bucket <paramref name="bucket"/> may hold.</summary>
    public int Longest(int bucket) => Math.Min((bucket + 1) * Width, longestPrefix);

    public void Begin(int batchCount) => count = batchCount;

    /// <summary>Sorts the batch that the lengths were filled in for (a counting sort).</summary>
    public void Sort(Batch drawn)
    {
        batch = drawn;
        RequireValidLengths();
        if (Count == 1) return;
        Array.Clear(starts);
        foreach (var length in Lengths) starts[BucketOf(length) + 1]++;
        for (var g = 1; g < starts.Length; g++) starts[g] += starts[g - 1];
        for (var i = 0; i < count; i++)
        {
            var place = starts[BucketOf(lengths[i])]++;
            (sortedRows[place], sortedLengths[place]) = (batch[i], lengths[i]);
        }
        // Filling moved each start to its bucket's end, which is the next one's start.
        Array.Copy(starts, 0, starts, 1, starts.Length - 1);
        starts[0] = 0;
    }

    /// <summary>A bucket's samples.</summary>
    public Batch SamplesOf(int bucket) => Count == 1 ? batch : new Batch(sortedRows.AsMemory(starts[bucket], SizeOf(bucket)));

    /// <summary>The prefix lengths of a bucket's samples.</summary>
    public ReadOnlySpan<int> LengthsOf(int bucket) => Count == 1 ? Lengths : sortedLengths.AsSpan(starts[bucket], SizeOf(bucket));

    private static int BucketOf(int length) => (length - 1) / Width;

    private int SizeOf(int bucket) => starts[bucket + 1] - starts[bucket];

    private void RequireValidLengths()
    {
        foreach (var length in Lengths)
            if ((uint)(length - 1) >= (uint)longestPrefix)
                throw new ArgumentException($"a prefix length is {length}; it must be from 1 to {longestPrefix}");
    }
}
