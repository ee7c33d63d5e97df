using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Methods;

/// <summary>Sorts the samples of a batch into buckets of similar prefix length; within a bucket they keep the batch's order.</summary>
/// <remarks>
///   A bucket's samples all cost as much as its longest prefix. Buckets begin <see cref="Step"/> lengths wide and grow to a quarter
///   of what they end at: the few samples with long prefixes are not worth a product of their own each.
/// </remarks>
internal sealed class PrefixBuckets
{
    /// <summary>Buckets end at multiples of this, or at k.</summary>
    public const int Step = 8;

    private readonly int[] ends;      // the longest prefix of each bucket
    private readonly int[] bucketOf;  // of each length
    private readonly int[] lengths;
    private readonly int[] sortedRows;
    private readonly int[] sortedLengths;
    private readonly int[] starts;    // bucket g is starts[g] .. starts[g + 1]
    private int count;

    public PrefixBuckets(int sampleCount, int longestPrefix)
    {
        ends = [.. Ends(longestPrefix)];
        bucketOf = new int[longestPrefix + 1];
        for (int length = 1, bucket = 0; length <= longestPrefix; bucketOf[length++] = bucket)
            if (length > ends[bucket]) bucket++;
        (lengths, sortedRows, sortedLengths) = (new int[sampleCount], new int[sampleCount], new int[sampleCount]);
        starts = new int[ends.Length + 1];
    }

    /// <summary>Number of buckets; some may be empty.</summary>
    public int Count => ends.Length;

    /// <summary>Prefix length of the i-th sample of the batch; the caller fills it after <see cref="Begin"/>.</summary>
    public Span<int> Lengths => lengths.AsSpan(0, count);

    /// <summary>The longest prefix that bucket <paramref name="bucket"/> may hold.</summary>
    public int Longest(int bucket) => ends[bucket];

    /// <summary>The longest prefix that the last bucket with samples may hold; 0 when there are none.</summary>
    public int LongestHeld
    {
        get
        {
            for (var bucket = Count - 1; bucket >= 0; bucket--)
                if (SizeOf(bucket) > 0) return ends[bucket];
            return 0;
        }
    }

    public void Begin(int batchCount) => count = batchCount;

    /// <summary>Sorts the batch that the lengths were filled in for (a counting sort).</summary>
    public void Sort(Batch batch)
    {
        RequireValidLengths();
        Array.Clear(starts);
        foreach (var length in Lengths) starts[bucketOf[length] + 1]++;
        for (var g = 1; g < starts.Length; g++) starts[g] += starts[g - 1];
        for (var i = 0; i < count; i++)
        {
            var place = starts[bucketOf[lengths[i]]]++;
            (sortedRows[place], sortedLengths[place]) = (batch[i], lengths[i]);
        }
        // Filling moved each start to its bucket's end, which is the next one's start.
        Array.Copy(starts, 0, starts, 1, starts.Length - 1);
        starts[0] = 0;
    }

    /// <summary>A bucket's samples.</summary>
    public Batch SamplesOf(int bucket) => new(sortedRows.AsMemory(starts[bucket], SizeOf(bucket)));

    /// <summary>The prefix lengths of a bucket's samples.</summary>
    public ReadOnlySpan<int> LengthsOf(int bucket) => sortedLengths.AsSpan(starts[bucket], SizeOf(bucket));

    private static IEnumerable<int> Ends(int longestPrefix)
    {
        for (var end = 0; end < longestPrefix;)
        {
            end = Math.Min(longestPrefix, end + Math.Max(1, end / (4 * Step)) * Step);
            yield return end;
        }
    }

    private int SizeOf(int bucket) => starts[bucket + 1] - starts[bucket];

    private void RequireValidLengths()
    {
        foreach (var length in Lengths)
            if ((uint)(length - 1) >= (uint)(bucketOf.Length - 1))
                throw new ArgumentException($"a prefix length is {length}; it must be from 1 to {bucketOf.Length - 1}");
    }
}
