using System.Numerics;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>The same options give the same bits: twice, after an interruption anywhere, on any number of threads.</summary>
public class RepeatabilityTests
{
    public static TheoryData<string, string> AllRuns => Runs.All;

    public static TheoryData<string> AllMethods => [.. Method.Registry.Names];

    [Theory, MemberData(nameof(AllRuns))]
    public void Run_GivesTheSameBits_Twice(string method, string optimizer) => ForEachBatching(method, optimizer, options =>
    {
        AssertSameRun(options, Runs.SmallData<double>());
        AssertSameRun(options, Runs.SmallData<float>());
    });

    [Theory, MemberData(nameof(AllRuns))]
    public void Run_GivesTheSameBits_AfterAnInterruptionAtAnyEpoch(string method, string optimizer) =>
        ForEachBatching(method, optimizer, options =>
        {
            AssertResumes(options, Runs.SmallData<double>());
            AssertResumes(options, Runs.SmallData<float>());
        });

    /// <summary>What remembers more than the defaults do.</summary>
    public static TheoryData<string> Variants =>
        ["restart", "guard", "every other gauge", "latent", "balanced", "rotation", "cosine", "scaled"];

    [Theory, MemberData(nameof(Variants))]
    public void Variant_GivesTheSameBits_AfterAnInterruptionAtAnyEpoch(string variant)
    {
        var options = Variant(variant);
        foreach (var batchSize in new int?[] { null, 9 })
            AssertResumes(options with { BatchSize = batchSize, GaugeWeight = 0.4 }, Runs.SmallData<double>());
    }

    internal static TrainingOptions Variant(string variant) => variant switch
    {
        "restart" => Runs.Options(new GaugeFixed(), new Nesterov(Restarts: true)),
        "guard" => Runs.Options(new GaugeFixed(Guard: 2), new Adam()),
        "every other gauge" => Runs.Options("gauge-fixed", "nesterov") with { GaugeEvery = 2 },
        "latent" => Runs.Options("deterministic-nested-dropout", "adam") with { Gauge = GaugeKind.Latent },
        "balanced" => Runs.Options("rag", "nesterov") with { Gauge = GaugeKind.Balanced },
        "rotation" => Runs.Options("nonuniform-l2", "adam") with { Gauge = GaugeKind.Rotation },
        "cosine" => Runs.Options("rag", "adam") with { Schedule = ScheduleKind.Cosine },
        _ => Runs.Options(new BalancedRag("scaled"), new Nesterov()),
    };

    [Fact]
    public void Run_GivesTheSameBits_AfterTwoInterruptions()
    {
        var data = Runs.SmallData<float>();
        var options = Runs.Options("nested-dropout", "adam") with { BatchSize = 9 };
        var state = Interrupted(data, options, null, epoch: 3).States[^1];
        state = Interrupted(data, options, state, epoch: 7).States[^1];
        var resumed = new Trainer<float>(data, options);
        resumed.Restore(state);
        Runs.AssertSameBits(Runs.Train(data, options).Result.Weights, resumed.Run(null, CancellationToken.None).Weights);
    }

    [Fact]
    public void Checkpoint_IsAsGoodAsAnInterruption()
    {
        var data = Runs.SmallData<double>();
        var options = Runs.Options("rag", "adam") with { BatchSize = 9, CheckpointEvery = 4 };
        var (result, recorder) = Runs.Train(data, options);
        Assert.Equal([4, 8, 9], recorder.States.Select(state => state.Epoch));
        foreach (var state in recorder.States)
        {
            var resumed = new Trainer<double>(data, options);
            resumed.Restore(state);
            Runs.AssertSameBits(result.Weights, resumed.Run(null, CancellationToken.None).Weights);
        }
    }

    [Theory, MemberData(nameof(AllMethods))]
    public void Run_GivesTheSameBits_OnAnyNumberOfThreads(string method)
    {
        // Large enough for the products to be shared between threads.
        var problem = new Problem(K: 12, M: 96, N: 700, Seed: 9);
        foreach (var samples in new[] { problem.Samples.ConvertTo<float>(), problem.SparseSamples.ConvertTo<float>() })
            AssertSameBitsOnAnyNumberOfThreads(method, samples);
    }

    private static void AssertSameBitsOnAnyNumberOfThreads(string method, Matrix<float> samples)
    {
        foreach (var batchSize in new int?[] { null, 400 })
        {
            var options = Runs.Options(method, "nesterov") with
            {
                LatentDimension = 12,
                Epochs = 2,
                BatchSize = batchSize,
                Moment = MomentKind.Samples,
            };
            var alone = Runs.Train(new TrainingData<float>(samples, WorkerTeam.Alone), options);
            foreach (var threads in new[] { 2, 4 })
            {
                using var team = new WorkerTeam(threads);
                var shared = Runs.Train(new TrainingData<float>(samples, team), options, team);
                Runs.AssertSameBits(alone.Result.Weights, shared.Result.Weights, $"{threads} threads");
                Assert.Equal(alone.Recorder.Rows.WithoutSeconds(), shared.Recorder.Rows.WithoutSeconds());
            }
        }
    }

    [Fact]
    public void Runs_OfOtherSeeds_TakeOtherPaths()
    {
        var data = Runs.SmallData<double>();
        var options = Runs.Options("rag", "adam");
        var start = InitialWeights.Draw<double>(options, 7);
        AssertOtherPath(data, options, options with { Seed = 6 }, null);
        // From the same weights: batches and draws come from the seed too.
        AssertOtherPath(data, options with { BatchSize = 9 }, options with { BatchSize = 9, Seed = 6 }, start);
        var dropout = options with { Method = new NestedDropout() };
        AssertOtherPath(data, dropout, dropout with { Seed = 6 }, start);
    }

    [Fact]
    public void Restore_RefusesAState_OfOtherWeightsOrAnotherOptimizer()
    {
        var data = Runs.SmallData<double>();
        var options = Runs.Options("rag", "nesterov");
        var state = Interrupted(data, options, null, epoch: 1).States[^1];
        var shape = Assert.Throws<ArgumentException>(() => new Trainer<double>(data, options with { LatentDimension = 4 }).Restore(state));
        Assert.Equal("weights (6 × 7 of Double) was saved where weights (8 × 7 of Double) is needed", shape.Message);
        Assert.Throws<ArgumentException>(() => new Trainer<double>(data, options with { Optimizer = new Adam() }).Restore(state));
    }

    private static void ForEachBatching(string method, string optimizer, Action<TrainingOptions> test)
    {
        test(Runs.Options(method, optimizer));
        test(Runs.Options(method, optimizer) with { BatchSize = 9 });
    }

    private static void AssertSameRun<T>(TrainingOptions options, TrainingData<T> data) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (first, second) = (Runs.Train(data, options), Runs.Train(data, options));
        Assert.Equal(StopReason.Completed, first.Result.Reason);
        Runs.AssertSameBits(first.Result.Weights, second.Result.Weights);
        Assert.Equal(first.Recorder.Rows.WithoutSeconds(), second.Recorder.Rows.WithoutSeconds());
    }

    private static void AssertResumes<T>(TrainingOptions options, TrainingData<T> data) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var whole = Runs.Train(data, options);
        for (var epoch = 0; epoch < options.Epochs; epoch++) AssertResumes(options, data, epoch, whole);
    }

    private static void AssertResumes<T>(
        TrainingOptions options, TrainingData<T> data, int epoch, (TrainingResult<T> Result, Recorder<T> Recorder) whole)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var before = Interrupted(data, options, null, epoch);
        using var after = new Recorder<T>();
        var trainer = new Trainer<T>(data, options);
        trainer.Restore(before.States[^1]);
        Assert.Equal(epoch, trainer.Epoch);
        var result = trainer.Run(after, CancellationToken.None);

        Assert.Equal(StopReason.Completed, result.Reason);
        Runs.AssertSameBits(whole.Result.Weights, result.Weights, $"resumed at {epoch}");
        Assert.Equal(whole.Recorder.Rows.WithoutSeconds(), before.Rows.Concat(after.Rows).WithoutSeconds());
        Assert.Equal(whole.Recorder.Epochs, before.Epochs.Concat(after.Epochs));
        Assert.Equal(whole.Result.LastMetrics with { Seconds = 0 }, result.LastMetrics with { Seconds = 0 });
    }

    /// <summary>What a run hands out that is cancelled after an epoch; epoch 0: before the first.</summary>
    private static Recorder<T> Interrupted<T>(TrainingData<T> data, TrainingOptions options, TrainingState? from, int epoch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var recorder = new Recorder<T>(cancelAfter: epoch);
        if (epoch == 0) recorder.OnEpoch(0);
        recorder.Epochs.Clear();
        var trainer = new Trainer<T>(data, options);
        if (from is not null) trainer.Restore(from);
        var result = trainer.Run(recorder, recorder.Cancellation);
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(epoch, result.Epoch);
        Assert.Equal(epoch, recorder.States[^1].Epoch);
        return recorder;
    }

    private static void AssertOtherPath(TrainingData<double> data, TrainingOptions options, TrainingOptions other, Weights<double>? start)
    {
        var (first, second) = (Runs.Train(data, options, null, start).Result, Runs.Train(data, other, null, start).Result);
        Assert.False(first.Weights.Values.SequenceEqual(second.Weights.Values));
    }
}
