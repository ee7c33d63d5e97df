using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>What a run says of its components is so, at default rates, on spectra of many shapes over ten decades of scale.</summary>
public class LearningReportTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    /// <summary>A sample of what <c>tests/sets/default-rates.cs</c> does.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void DefaultRuns_DoNotDiverge_AndReportWhatTheyLearned(int seed)
    {
        var random = new RandomSource((ulong)seed, stream: 5);
        var (m, scale) = (3 + random.NextBelow(9), Math.Pow(10, seed - 5));
        double[] eigenvalues = [.. Enumerable.Range(0, m)
            .Select(i => scale * scale * (seed % 2 == 0 ? Math.Pow(0.6, i) : 1 + 0.1 * (m - i) + (i == 0 ? 50 : 0)))];
        var data = new TrainingData<float>(Generators.WithSpectrum(eigenvalues, 3 * m, (ulong)seed).ConvertTo<float>(), WorkerTeam.Alone);
        foreach (var k in new[] { 1, 2, m / 2, m }.Distinct())
            foreach (var method in Method.Registry.All)
                foreach (var optimizer in method.TakesOptimizer ? Optimizer.Registry.All : [new Nesterov()])
                {
                    var options = new TrainingOptions
                    {
                        Method = method,
                        Optimizer = optimizer,
                        LatentDimension = k,
                        Epochs = 400,
                        EvaluateEvery = 100,
                    };
                    var result = Runs.Train(data, options).Result;
                    Assert.True(result.Reason == StopReason.Completed, $"{method.Name}, k = {k}: {result.Reason} at {result.Epoch}");
                    AssertTrue(result, data, method);
                }
    }

    [Fact]
    public void PaceOfTheLastTenth_SaysHowManyEpochsAreMissing()
    {
        // One eigenvalue that is a hundred times smaller grows a hundred times slower: long after the first is learned.
        var data = new TrainingData<double>(Generators.WithSpectrum([1, 0.01], 12, seed: 2), WorkerTeam.Alone);
        var options = Runs.Options("rag", "nesterov") with
        {
            LatentDimension = 2,
            LearningRate = null,
            InitialDeviation = 1e-4,
            Epochs = 1000,
            EvaluateEvery = 500,
        };
        var report = Runs.Train(data, options).Result.Learning;
        Assert.Equal((Obstacle.StillMoving, 1, 2), (report.Obstacle, report.Learned, report.Slowest!.Value));
        // From weights of 1e-4 a unit has e-folded at 2αλ/(1 − μ) = 0.003 an epoch until it is 1: about ln(1e4)/0.003 in all.
        Assert.InRange(report.EpochsToGo!.Value + 1000, 2500, 6000);
        // As the tool advises: twice the pace of one that grows, whose last part is slower.
        var whole = Runs.Train(data, options with { Epochs = 1000 + (int)(2 * report.EpochsToGo.Value) }).Result.Learning;
        Assert.Equal((Obstacle.None, 2), (whole.Obstacle, whole.Learned));
    }

    [Fact]
    public void Obstacle_IsUnknown_WhereNoEpochWasDone() =>
        Assert.Equal(Obstacle.Unknown, Runs.Train(Runs.SmallData<double>(), Runs.Options("rag", "nesterov") with { Epochs = 0 })
            .Result.Learning.Obstacle);

    /// <summary>By plain loops over Σ's cells.</summary>
    private static void AssertTrue(TrainingResult<float> result, TrainingData<float> data, Method method)
    {
        var (weights, k) = (result.Weights, result.Weights.LatentDimension);
        var (pairs, sigma, gains) = (data.LeadingComponents(k), data.SecondMoment, method.ExpectedGains(data.Spectrum, k));
        for (var i = 0; i < k; i++)
        {
            double dot = 0, decoder = 0, variance = 0;
            for (var j = 0; j < weights.DataDimension; j++)
            {
                dot += pairs.Vectors[i, j] * weights.DecoderTransposed[i, j];
                decoder += (double)weights.DecoderTransposed[i, j] * weights.DecoderTransposed[i, j];
                for (var l = 0; l < weights.DataDimension; l++) variance += weights.Encoder[i, j] * sigma[j, l] * weights.Encoder[i, l];
            }
            var cosine = Math.Abs(dot) / (Math.Sqrt(decoder) + 1e-8);  // as the published metric has it
            var scale = Math.Sqrt(decoder * Math.Max(0, variance) / pairs.Values[i]) / gains[i];
            var one = result.Learning.Components[i];
            Close.Assert(Math.Sqrt(decoder), one.Length, 1e-5 * Math.Sqrt(decoder), $"length of {i}");
            var isLearned = one.State == ComponentState.Learned;
            // On the border either answer is right.
            if (isLearned) Assert.True(cosine > 0.9989 && Math.Abs(scale - 1) < 0.021, $"{method.Name}, {i}: {cosine}, {scale}");
            else Assert.False(cosine > 0.9991 && Math.Abs(scale - 1) < 0.019, $"{method.Name}, {i}: {cosine}, {scale}, {one}");
        }
    }
}
