using LinearAutoencoders.Methods;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>The authors' own runs, number by number, through every second moment that is exact for them.</summary>
public class GoldenTests
{
    /// <summary>Relative; closed forms agree with the recorded runs to 1e-13, and every known mistake shows above 1e-7.</summary>
    private const double Tolerance = 1e-10;

    public static TheoryData<string, MomentKind> DeterministicRuns
    {
        get
        {
            var runs = new TheoryData<string, MomentKind>();
            foreach (var name in GoldenCase.Names.Select(row => row.Data).Where(name =>
                !name.StartsWith("nd_", StringComparison.Ordinal) || name.StartsWith("nd_exp", StringComparison.Ordinal)))
                foreach (var moment in new[] { MomentKind.Dense, MomentKind.Samples, MomentKind.Spectral })
                    if (moment != MomentKind.Spectral || !name.EndsWith("adam", StringComparison.Ordinal)) runs.Add(name, moment);
            return runs;
        }
    }

    [Theory, MemberData(nameof(DeterministicRuns))]
    public void Trainer_FollowsTheRecordedRun(string name, MomentKind moment)
    {
        var golden = GoldenCase.Load(name);
        var data = new TrainingData<double>(GoldenCase.Samples, WorkerTeam.Alone);
        var recorder = new Recorder();

        var trainer = new Trainer<double>(data, golden.Options with { Moment = moment }, initialWeights: golden.InitialWeights);
        var result = trainer.Run(recorder, TestContext.Current.CancellationToken);

        Assert.Equal(StopReason.Completed, result.Reason);
        for (var t = 0; t < golden.Losses.Length; t++) AssertClose(golden.Losses[t], recorder.Rows[t].Loss, $"loss {t}");
        Assert.NotEmpty(golden.Snapshots);
        foreach (var (step, weights, metrics) in golden.Snapshots)
        {
            AssertClose(weights, recorder.Snapshots[step], $"weights after {step} steps");
            AssertMetrics(
                metrics, recorder.Rows[step].AxisAlignment, recorder.Rows[step].SubspaceDistance, recorder.Rows[step].TransposeDistance);
        }
    }

    [Theory, MemberData(nameof(DeterministicRuns))]
    public void Direction_IsTheRecordedOne_AtTheRecordedWeights(string name, MomentKind moment)
    {
        var golden = GoldenCase.Load(name);
        var data = new TrainingData<double>(GoldenCase.Samples, WorkerTeam.Alone);
        var options = golden.Options;
        var basis = moment == MomentKind.Spectral ? data.BasisFor(golden.InitialWeights) : null;
        var coordinates = new Coordinates<double>(basis, WorkerTeam.Alone);
        var products = new MomentProducts<double>(options.LatentDimension, data.Dimension);
        var objective = options.Method.CreateObjective<double>(options.LatentDimension)!;
        var augmentations = ((GradientMethod)options.Method).CreateAugmentations<double>();

        Assert.Equal([0, 20], golden.Gradients.Keys);
        foreach (var (step, recorded) in golden.Gradients)
        {
            var weights = coordinates.Enter(step == 0 ? golden.InitialWeights : golden.Snapshots.Single(s => s.Step == step).Weights);
            var gradient = weights.CreateAlike();
            products.Compute(data.MomentOf(moment, basis), weights, WorkerTeam.Alone);
            objective.Evaluate(products, weights, gradient, WorkerTeam.Alone);
            foreach (var augmentation in augmentations) augmentation.Apply(products, weights, gradient, WorkerTeam.Alone);
            AssertClose(recorded, coordinates.Leave(gradient), $"direction at {step}");
        }
    }

    [Theory]
    [InlineData("nd_sgd")]
    [InlineData("nd_adam")]
    public void NestedDropout_FollowsTheRecordedRun_WithItsDraws(string name)
    {
        var golden = GoldenCase.Load(name);
        var options = golden.Options;
        var weights = golden.InitialWeights;
        var gradient = weights.CreateAlike();
        var dropout = new NestedDropout<double>(GoldenCase.Samples, options.LatentDimension);
        var optimizer = options.Optimizer.Create(weights, options.LearningRate!.Value);

        for (var t = 0; t < golden.Losses.Length; t++)
        {
            foreach (var (_, recorded, _) in golden.Snapshots.Where(snapshot => snapshot.Step == t))
                AssertClose(recorded, weights, $"weights after {t} steps");
            dropout.SetDraws(Batch.All, golden.PrefixLengths[t]);
            AssertClose(golden.Losses[t], dropout.Evaluate(weights, gradient, WorkerTeam.Alone), $"loss {t}");
            if (golden.Gradients.TryGetValue(t, out var direction)) AssertClose(direction, gradient, $"gradient at {t}");
            optimizer.Step(weights, gradient);
        }
    }

    [Fact]
    public void Metrics_AreTheRecordedOnes()
    {
        var cases = GoldenCase.MetricCases().ToList();
        Assert.Equal(10, cases.Count);
        foreach (var (weights, directions, values) in cases)
        {
            var distances = new DistanceMeter(directions).Measure(weights);
            AssertMetrics(values, distances.AxisAlignment, distances.Subspace, distances.Transpose);
        }
    }

    [Fact]
    public void OrderedAlignment_IsTheRecordedOne()
    {
        var cases = GoldenCase.OrderedCases().ToList();
        Assert.Equal(10, cases.Count);
        foreach (var (weights, directions, values) in cases)
        {
            // Recorded without the 1e-8 that the published metric adds to a column's norm.
            var distances = new DistanceMeter(directions).Measure(weights);
            Assert.Equal((double)values["alignment"]!, distances.AxisAlignment, 1e-7);
            Assert.Equal((double)values["ordered_alignment"]!, distances.OrderedAlignment, 1e-7);
            Assert.Equal((double)values["subspace"]!, distances.Subspace, 1e-10);
        }
    }

    private static void AssertMetrics(System.Text.Json.Nodes.JsonNode recorded, double alignment, double subspace, double transpose)
    {
        // Distances are differences from 1: their rounding is that of numbers of size 1. The transpose distance is a plain sum.
        Assert.Equal((double)recorded["alignment"]!, alignment, 1e-10);
        Assert.Equal((double)recorded["subspace"]!, subspace, 1e-10);
        AssertClose((double)recorded["transpose"]!, transpose, "transpose distance");
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"{what}: {actual} instead of {expected}");

    private static void AssertClose(Weights<double> expected, Weights<double> actual, string what)
    {
        AssertClose(expected.Encoder.AsSpan(), actual.Encoder.AsSpan(), what + ", encoder");
        AssertClose(expected.DecoderTransposed.AsSpan(), actual.DecoderTransposed.AsSpan(), what + ", decoder");
        AssertClose(expected.Extra, actual.Extra, what + ", extras");
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        foreach (var value in expected) largest = Math.Max(largest, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{what}[{i}]: {actual[i]} instead of {expected[i]}");
    }

    private sealed class Recorder : ITrainingObserver<double>
    {
        public List<MetricsRow> Rows { get; } = [];

        public Dictionary<int, Weights<double>> Snapshots { get; } = [];

        public void OnMetrics(MetricsRow row) => Rows.Add(row);

        public void OnSnapshot(int epoch, Weights<double> weights) => Snapshots.Add(epoch, weights);
    }
}
