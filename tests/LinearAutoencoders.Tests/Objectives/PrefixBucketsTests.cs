using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Tests.Objectives;

public class PrefixBucketsTests
{
    private static readonly Gen<(int[] Lengths, int Longest, ulong Seed)> Draws =
        from longest in Gen.Int[1, 100]
        from lengths in Gen.Int[1, longest].Array[1, 40]
        from seed in Gen.ULong
        select (lengths, longest, seed);

    [Fact]
    public void Buckets_HoldEachSampleOnce_InTheBatchsOrder() => Draws.Sample((lengths, longest, seed) =>
    {
        // A batch of some of twice as many samples, in any order.
        var rows = Enumerable.Range(0, 2 * lengths.Length).ToArray();
        new LinearAutoencoders.Numerics.RandomSource(seed).Shuffle<int>(rows);
        var batch = new Batch(rows.AsMemory(0, lengths.Length));
        var buckets = new PrefixBuckets(rows.Length, longest);
        // What an earlier batch left behind must not show.
        Fill(buckets, Batch.All, Enumerable.Repeat(1, rows.Length).ToArray());

        Fill(buckets, batch, lengths);

        for (var bucket = 0; bucket < buckets.Count; bucket++)
        {
            var (low, high) = (bucket == 0 ? 0 : buckets.Longest(bucket - 1), buckets.Longest(bucket));
            var held = lengths.Select((length, i) => (length, Row: rows[i]))
                .Where(sample => sample.length > low && sample.length <= high).ToList();
            Assert.Equal(held.Select(sample => sample.Row), RowsOf(buckets.SamplesOf(bucket)));
            Assert.Equal(held.Select(sample => sample.length), buckets.LengthsOf(bucket).ToArray());
        }
        Assert.Equal(longest, buckets.Longest(buckets.Count - 1));
        // The longest prefix drawn is within the last bucket held.
        Assert.InRange(lengths.Max(), 1, buckets.LongestHeld);
        Assert.All(Enumerable.Range(0, buckets.Count - 1), bucket => Assert.Equal(0, buckets.Longest(bucket) % PrefixBuckets.Step));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public void Sort_RefusesALength_OutsideOneToK(int length)
    {
        var buckets = new PrefixBuckets(sampleCount: 2, longestPrefix: 3);
        var error = Assert.Throws<ArgumentException>(() => Fill(buckets, Batch.All, [1, length]));
        Assert.Equal($"a prefix length is {length}; it must be from 1 to 3", error.Message);
    }

    private static void Fill(PrefixBuckets buckets, Batch batch, int[] lengths)
    {
        buckets.Begin(lengths.Length);
        lengths.CopyTo(buckets.Lengths);
        buckets.Sort(batch);
    }

    private static IEnumerable<int> RowsOf(Batch bucket) => Enumerable.Range(0, bucket.Count(0)).Select(i => bucket[i]);
}
