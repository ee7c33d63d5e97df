using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>However Σ is held, a run takes the same path.</summary>
public class TrajectoryTests
{
    public static TheoryData<string> DeterministicMethods => [.. Method.Registry.Names.Where(method => method != "nested-dropout")];

    [Theory, MemberData(nameof(DeterministicMethods))]
    public void Nesterov_TakesTheSamePath_ThroughEveryMoment(string method) => Spectra.Sample((spectrum, k, seed) =>
    {
        k = Math.Min(k, spectrum.Length);
        // Without variance outside the components the VAE's noise falls, its curvature rises without bound, and any path is chaotic.
        if (method is "linear-vae" or "aligned-vae" or "ppca-em")
            spectrum = [.. spectrum.Select(value => value + 0.3), 0.3, 0.3, 0.3, 0.3, 0.3];
        // A gauge takes any axes of equal variances, and what is read of them has any: which, is rounding. So it is where a start is
        // nearly singular, as square random matrices can be.
        if (IsReadOut(method) || Method.Registry[method].Gauges[0] != GaugeKind.None)
            spectrum = [.. spectrum.Select((value, i) => value + 0.2 + 0.07 * i), 0.16, 0.12, 0.08, 0.04];
        var n = spectrum.Length + 15;
        var data = new TrainingData<double>(Generators.WithSpectrum(spectrum, n, seed), WorkerTeam.Alone);
        var options = Runs.Options(method, "nesterov") with
        {
            LatentDimension = k,
            LearningRate = 5e-3,
            Epochs = 300,
            EvaluateEvery = 50,
            Seed = seed,
        };
        var dense = Runs.Train(data, options with { Moment = MomentKind.Dense });
        AssertSamePath(dense, Runs.Train(data, options with { Moment = MomentKind.Samples }), "samples");
        AssertSamePath(dense, Runs.Train(data, options with { Moment = MomentKind.Spectral }), "spectral");
    }, iter: 8);

    [Theory, MemberData(nameof(DeterministicMethods))]
    public void Distances_AreTheSame_ThroughEveryMoment(string method)
    {
        // Not for any spectrum: where a decoder column dies out its direction, hence the distances, are rounding.
        double[] spectrum = IsReadOut(method) ? [5, 4, 3, 2.5, 2, 1, 0.5] : [5, 4, 3, 2, 2, 1, 0];
        var data = new TrainingData<double>(Generators.WithSpectrum(spectrum, n: 30, seed: 3), WorkerTeam.Alone);
        var options = Runs.Options(method, "nesterov") with { Epochs = 200 };
        var dense = Runs.Train(data, options with { Moment = MomentKind.Dense }).Recorder.Rows;
        foreach (var moment in new[] { MomentKind.Samples, MomentKind.Spectral })
        {
            var others = Runs.Train(data, options with { Moment = moment }).Recorder.Rows;
            Assert.Equal((101, 101), (dense.Count, others.Count));
            foreach (var (row, other) in dense.Zip(others))
            {
                Close.Assert(row.AxisAlignment, other.AxisAlignment, 1e-10, $"{moment}, alignment at {row.Epoch}");
                Close.Assert(row.SubspaceDistance, other.SubspaceDistance, 1e-10, $"{moment}, subspace at {row.Epoch}");
            }
        }
    }

    [Theory, MemberData(nameof(DeterministicMethods))]
    public void Adam_TakesTheSamePath_OnSamplesAndOnTheirSecondMoment(string method)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([3, 2, 2, 1, 0.5], n: 300, seed: 2), WorkerTeam.Alone);
        var options = Runs.Options(method, "adam") with { Epochs = 200 };
        AssertSamePath(Runs.Train(data, options with { Moment = MomentKind.Dense }),
            Runs.Train(data, options with { Moment = MomentKind.Samples }), "samples");
    }

    [Theory]
    [InlineData("rag")]
    [InlineData("nonuniform-l2")]
    [InlineData("linear-vae")]
    public void BatchOfAllSamples_IsFullBatchTraining(string method)
    {
        var data = Runs.SmallData<double>();
        var options = Runs.Options(method, "nesterov") with { Moment = MomentKind.Samples };
        var full = Runs.Train(data, options).Result;
        foreach (var batchSize in new[] { 23, 1000 })
            Runs.AssertSameBits(full.Weights, Runs.Train(data, options with { BatchSize = batchSize }).Result.Weights);
    }

    private static bool IsReadOut(string method) => method is "kunin" or "ppca-em" or "zero-noise-em" or "spin"
        or "variable-projection";

    /// <summary>Some eigenvalues equal, some zero.</summary>
    private static readonly Gen<(double[] Spectrum, int K, ulong Seed)> Spectra =
        Gen.Select(Gen.OneOf(0.0, 0.5, 1.0, 1.0, 2.0, 3.0).Array[1, 8].Where(values => values.Max() > 0), Gen.Int[1, 5], Gen.ULong);

    private static void AssertSamePath(
        (TrainingResult<double> Result, Recorder<double> Recorder) expected,
        (TrainingResult<double> Result, Recorder<double> Recorder) actual, string what)
    {
        // Rounding of 1e-16 a step, hundreds of steps, and growth along directions that are still unstable: stays below 1e-11 in
        // many thousand trials; a path that differs in more than rounding does so from the first steps on, by 1e-3 and more.
        const double tolerance = 1e-9;
        Assert.Equal(StopReason.Completed, actual.Result.Reason);
        Close.Assert(expected.Result.Weights.Values, actual.Result.Weights.Values, tolerance, what);
        Assert.Equal(expected.Recorder.Rows.Count, actual.Recorder.Rows.Count);
        foreach (var (row, other) in expected.Recorder.Rows.Zip(actual.Recorder.Rows))
        {
            Assert.Equal(row.Epoch, other.Epoch);
            if (double.IsFinite(row.Loss))
                Close.Assert(row.Loss, other.Loss, tolerance * (1 + Math.Abs(row.Loss)), $"{what}, loss at {row.Epoch}");
            Close.Assert(
                row.ReconstructionLoss, other.ReconstructionLoss, tolerance * (1 + row.ReconstructionLoss), $"{what}, L₀ at {row.Epoch}");
            Close.Assert(row.TransposeDistance, other.TransposeDistance, tolerance, $"{what}, transpose at {row.Epoch}");
        }
    }
}
