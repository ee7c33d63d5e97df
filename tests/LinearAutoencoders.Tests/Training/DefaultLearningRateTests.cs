using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Without a learning rate every method trains, on data that nobody tuned a rate for.</summary>
public class DefaultLearningRateTests
{
    private static readonly Lazy<TrainingData<double>> Digits = new(() => Load("digits"));
    private static readonly Lazy<TrainingData<double>> Synthetic = new(() => Load("synthetic"));

    /// <summary>Samples of either data set, so that 28 runs of hundreds of epochs take seconds, without optimization too.</summary>
    private const int SampleCount = 250;

    public static TheoryData<string, string> AllRuns => Runs.All;

    [Theory, MemberData(nameof(AllRuns))]
    public void Digits_AreLearned_WithoutALearningRate(string method, string optimizer) =>
        AssertLearns(Digits.Value, k: 10, method, optimizer);

    [Theory, MemberData(nameof(AllRuns))]
    public void Synthetic_IsLearned_WithoutALearningRate(string method, string optimizer)
    {
        AssertLearns(Synthetic.Value, k: 5, method, optimizer);
        AssertLearns(Synthetic.Value, k: 30, method, optimizer);
    }

    [Fact]
    public void Nesterov_TakesTheSamePath_OnDataOfAnotherScale()
    {
        // Rates are in inverse proportion to the variance: for scaled data the losses scale along, at weights that are the same.
        var samples = new Problem(K: 3, M: 7, N: 23, Seed: 8).Samples;
        var scaled = samples.Clone();
        foreach (ref var value in scaled.AsSpan()) value *= 8;  // a power of two: no rounding
        var options = Runs.Options("rag", "nesterov") with { LearningRate = null, Epochs = 50, Moment = MomentKind.Dense };
        var first = Runs.Train(new TrainingData<double>(samples, WorkerTeam.Alone), options).Result;
        var second = Runs.Train(new TrainingData<double>(scaled, WorkerTeam.Alone), options).Result;
        Close.Assert(first.Weights.Values, second.Weights.Values, 1e-12, "weights");
        Close.Assert(64 * first.LastMetrics.Loss, second.LastMetrics.Loss, 1e-10, "loss");
    }

    [Theory, MemberData(nameof(AllRuns))]
    public void Rate_IsPositive_WithoutAnyVariance(string method, string optimizer) =>
        Assert.InRange(Method.Registry[method].DefaultLearningRate(new Spectrum([0, 0, 0]), 2, Optimizer.Registry[optimizer]), 1e-6, 1);

    private static void AssertLearns(TrainingData<double> data, int k, string method, string optimizer)
    {
        var options = new TrainingOptions
        {
            Method = Method.Registry[method],
            Optimizer = Optimizer.Registry[optimizer],
            LatentDimension = k,
            Epochs = 300,
            EvaluateEvery = 100,
        };
        var (result, recorder) = Runs.Train(data, options);
        Assert.Equal(StopReason.Completed, result.Reason);
        // A rule that descends no loss still leaves less to reconstruct, unless it starts with a basis of all there is.
        var (first, last) = (LossOf(recorder.Rows[0]), LossOf(recorder.Rows[^1]));
        if (k == data.Dimension && first < 1e-9) return;
        Assert.True(last < first, $"the loss went from {first} to {last}");
        // Not a step in the right direction only: a tenth at least of what principal components would explain. But the linear VAE first
        // learns its noise, at the small rate that its curvature at the end asks for; and none is left where nothing is discarded.
        if (method is "linear-vae" or "aligned-vae" && optimizer == "nesterov") return;
        var explained = data.Spectrum.Eigenvalues.Take(k).Sum();
        Assert.InRange(recorder.Rows[0].ReconstructionLoss - recorder.Rows[^1].ReconstructionLoss, explained / 10, explained * 1.0001);
    }

    private static double LossOf(MetricsRow row) => double.IsNaN(row.Loss) ? row.ReconstructionLoss : row.Loss;

    private static TrainingData<double> Load(string source)
    {
        var options = new DataOptions { Synthetic = new SyntheticOptions { Dimension = 30, Samples = SampleCount } };
        var dataset = DataSource.Open(source, options);
        return new(new TrainingData<double>(dataset.Source, dataset.Center).Samples.RowRange(0, SampleCount));
    }
}
