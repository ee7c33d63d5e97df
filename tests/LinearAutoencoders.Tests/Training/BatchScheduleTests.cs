using CsCheck;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

public class BatchScheduleTests
{
    private static readonly Gen<(int N, int Size, ulong Seed)> MiniBatches =
        Gen.Select(Gen.Int[2, 60], Gen.Int[1, 59], Gen.ULong).Where((n, size, _) => size < n);

    [Fact]
    public void Epoch_VisitsEverySampleOnce_TheLastBatchShort() => MiniBatches.Sample((n, size, seed) =>
    {
        var schedule = new BatchSchedule(n, size, new RandomSource(seed));
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var batches = NextEpoch(schedule, n);
            Assert.Equal(Enumerable.Range(0, n), batches.SelectMany(batch => batch).Order());
            Assert.All(batches.SkipLast(1), batch => Assert.Equal(size, batch.Length));
            Assert.InRange(batches[^1].Length, 1, size);
        }
    });

    [Fact]
    public void Order_ComesFromTheSeedAlone() => MiniBatches.Sample((n, size, seed) =>
    {
        var (schedule, same) = (new BatchSchedule(n, size, new RandomSource(seed)), new BatchSchedule(n, size, new RandomSource(seed)));
        for (var epoch = 0; epoch < 3; epoch++) Assert.Equal(NextEpoch(schedule, n), NextEpoch(same, n));
    });

    [Fact]
    public void Order_GoesOnTheSame_FromTheGeneratorsStateAlone() => MiniBatches.Sample((n, size, seed) =>
    {
        var random = new RandomSource(seed);
        var schedule = new BatchSchedule(n, size, random);
        NextEpoch(schedule, n);
        var resumed = new BatchSchedule(n, size, random.Copy());
        Assert.Equal(NextEpoch(schedule, n), NextEpoch(resumed, n));
    });

    [Fact]
    public void Order_DiffersByEpochAndBySeed()
    {
        // Two orders of 50 samples are equal once in 50! seeds.
        var schedule = new BatchSchedule(50, 10, new RandomSource(1));
        var (first, second) = (NextEpoch(schedule, 50), NextEpoch(schedule, 50));
        Assert.NotEqual(first.SelectMany(batch => batch), second.SelectMany(batch => batch));
        var other = NextEpoch(new BatchSchedule(50, 10, new RandomSource(2)), 50);
        Assert.NotEqual(first.SelectMany(batch => batch), other.SelectMany(batch => batch));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    [InlineData(8)]
    public void Batch_IsAllSamplesInTheirOrder_WhenItIsAsLargeAsTheData(int? size)
    {
        var random = new RandomSource(1);
        var schedule = new BatchSchedule(7, size, random);
        schedule.BeginEpoch();
        Assert.Equal(1, schedule.Count);
        Assert.True(schedule[0].IsAll);
        Assert.Equal(new RandomSource(1).Words.ToArray(), random.Words.ToArray());
    }

    private static int[][] NextEpoch(BatchSchedule schedule, int n)
    {
        schedule.BeginEpoch();
        return [.. Enumerable.Range(0, schedule.Count).Select(step =>
        {
            var batch = schedule[step];
            return Enumerable.Range(0, batch.Count(n)).Select(i => batch[i]).ToArray();
        })];
    }
}
