using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Reproduction;

public class RunKeyTests
{
    private static readonly RunOptions Some =
        RunOptions.Default("mnist", 20).With(training => training with { LearningRate = 0.01 });

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, RunOptions> Changed => new()
    {
        [nameof(RunOptions.Center)] = Some with { Center = false },
        [nameof(RunOptions.Table)] = Some with { Table = new TableOptions { Scale = "std" } },
        [nameof(RunOptions.Precision)] = Some with { Precision = Precision.Float64 },
        [nameof(RunOptions.InitEncoder)] = Some with { InitEncoder = "e.npy" },
        [nameof(RunOptions.InitDecoder)] = Some with { InitDecoder = "d.npy" },
        [nameof(TrainingOptions.LatentDimension)] = With(training => training with { LatentDimension = 19 }),
        [nameof(TrainingOptions.Method)] = With(training => training with { Method = new LinearVae() }),
        [nameof(TrainingOptions.Optimizer)] = With(training => training with { Optimizer = new Adam() }),
        [nameof(TrainingOptions.LearningRate)] = With(training => training with { LearningRate = 0.02 }),
        [nameof(TrainingOptions.Epochs)] = With(training => training with { Epochs = 5001 }),
        [nameof(TrainingOptions.BatchSize)] = With(training => training with { BatchSize = 100 }),
        [nameof(TrainingOptions.Moment)] = With(training => training with { Moment = MomentKind.Samples }),
        [nameof(TrainingOptions.Seed)] = With(training => training with { Seed = 1 }),
        [nameof(TrainingOptions.InitialDeviation)] = With(training => training with { InitialDeviation = 1e-3 }),
        [nameof(TrainingOptions.EvaluateEvery)] = With(training => training with { EvaluateEvery = 5 }),
        [nameof(TrainingOptions.Snapshots)] = With(training => training with { Snapshots = new HashSet<int> { 7 } }),
        [nameof(TrainingOptions.StopBelowAlignment)] = With(training => training with { StopBelowAlignment = 0.3 }),
        [nameof(TrainingOptions.Schedule)] = With(training => training with { Schedule = ScheduleKind.Cosine }),
        [nameof(TrainingOptions.Gauge)] = With(training => training with { Gauge = GaugeKind.Ritz }),
        [nameof(TrainingOptions.GaugeEvery)] = With(training => training with { GaugeEvery = 3 }),
        [nameof(TrainingOptions.GaugeWeight)] = With(training => training with { GaugeWeight = 0.3 }),
        [nameof(TrainingOptions.Tolerance)] = With(training => training with { Tolerance = 0.01 }),
        ["restart"] = With(training => training with { Optimizer = new Nesterov(Restarts: true) }),
        ["guard"] = With(new GaugeFixed(Guard: 3)),
        ["momentum"] = With(training => training with { Optimizer = new Nesterov(0.8) }),
        ["smallest penalty"] = With(new NonUniformL2(SqrtPenaltyMin: 0.2)),
        ["largest penalty"] = With(new NonUniformL2(SqrtPenaltyMax: 0.8)),
        ["listed penalties"] = With(new NonUniformL2(Penalties: [1, 2])),
        ["other listed penalties"] = With(new NonUniformL2(Penalties: [1, 3])),
        ["rho"] = With(new NestedDropout(0.8)),
        ["other rho"] = With(new NestedDropout(0.7)),
    };

    [Theory, MemberData(nameof(Changes))]
    public void Key_Changes_WithTheSetting(string setting) =>
        Assert.NotEqual(RunKey.Of(Some, "f"), RunKey.Of(Changed[setting], "f"));

    [Fact]
    public void Keys_AreAllDifferent() =>
        Assert.Equal(Changed.Count, Changed.Values.Select(options => RunKey.Of(options, "f")).Distinct().Count());

    [Fact]
    public void Key_Changes_WithTheData() => Assert.NotEqual(RunKey.Of(Some, "f"), RunKey.Of(Some, "g"));

    [Fact]
    public void Key_StaysWhenTheResultDoes() => Assert.Equal(
        RunKey.Of(Some, "f"),
        RunKey.Of((Some with { Data = "mnist:/elsewhere" }).With(training => training with { CheckpointEvery = 7 }), "f"));

    [Fact]
    public void Key_DoesNotDependOnTheOrderOfASet() => Assert.Equal(
        RunKey.Of(With(training => training with { Snapshots = new HashSet<int> { 7, 8 } }), "f"),
        RunKey.Of(With(training => training with { Snapshots = new HashSet<int> { 8, 7 } }), "f"));

    /// <summary>
    ///   A setting that this list forgets could hand out a wrong run; hyperparameters are all in the record of their method.
    /// </summary>
    [Fact]
    public void EverySettingIsListed()
    {
        string[] withoutEffect =
        [
            nameof(RunOptions.Data), nameof(RunOptions.Synthetic), nameof(RunOptions.Training),
            nameof(TrainingOptions.CheckpointEvery), nameof(TrainingOptions.UsedOptimizer), nameof(TrainingOptions.UsedGauge),
            nameof(TrainingOptions.UsedSchedule),
        ];
        var settings = typeof(RunOptions).GetProperties().Concat(typeof(TrainingOptions).GetProperties())
            .Select(property => property.Name);
        Assert.Equal(settings.Except(withoutEffect).Order(), settings.Intersect(Changed.Keys).Order());
    }

    private static RunOptions With(Method method) => With(training => training with { Method = method });

    private static RunOptions With(Func<TrainingOptions, TrainingOptions> change) => Some.With(change);
}
