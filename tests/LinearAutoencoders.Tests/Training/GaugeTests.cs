using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>What a gauge changes and what it leaves; that runs in it diverge nowhere; that what ends by itself has arrived.</summary>
public class GaugeTests
{
    private static readonly GaugeKind[] Kinds = [GaugeKind.Balanced, GaugeKind.Latent, GaugeKind.Ritz, GaugeKind.Rotation];

    [Fact]
    public void Gauge_KeepsTheReconstruction_AndWhatTheProductsAre() => Generators.FullRankProblems.Sample(problem =>
    {
        foreach (var (kind, whenRead) in Kinds.SelectMany(kind => new[] { (kind, false), (kind, true) }))
        {
            var (before, weights, products) = Gauged(problem, kind, whenRead);
            Close.Assert(Map(before), Map(weights), 1e-9 * Close.Length(Map(before)), $"{kind}, W₂W₁");
            var anew = new MomentProducts<double>(problem.K, problem.M);
            anew.Compute(new SampleMoment<double>(problem.Samples), weights, WorkerTeam.Alone);
            Close.Assert(anew.EncoderMoment, products.EncoderMoment, Tolerance(anew.EncoderMoment), $"{kind}, W₁Σ");
            Close.Assert(anew.DecoderMoment, products.DecoderMoment, Tolerance(anew.DecoderMoment), $"{kind}, W₂ᵀΣ");
            Close.Assert(anew.LatentCovariance, products.LatentCovariance, Tolerance(anew.LatentCovariance), $"{kind}, C");
            Close.Assert(anew.DecoderGram, products.DecoderGram, Tolerance(anew.DecoderGram), $"{kind}, G");
        }
    });

    [Fact]
    public void Gauge_HasWhatItsNameSays_OrthonormalOrDiagonalAndOrdered() => Generators.FullRankProblems.Sample(problem =>
    {
        foreach (var kind in Kinds)
        {
            var (_, weights, products) = Gauged(problem, kind);
            if (kind != GaugeKind.Rotation) AssertDiagonal(products.DecoderGram, isIdentity: true, $"{kind}, G");
            if (kind == GaugeKind.Latent) AssertDiagonal(products.LatentCovariance, isIdentity: false, "latent, C");
            var inner = new Matrix<double>(problem.K, problem.K);
            MatrixProduct.MultiplyByTransposed(weights.DecoderTransposed, products.DecoderMoment, inner, team: WorkerTeam.Alone);
            if (kind == GaugeKind.Ritz) AssertDiagonal(inner, isIdentity: false, "ritz, H");
            products.DecoderGram.CopyTo(inner);
            MatrixProduct.MultiplyByTransposed(weights.Encoder, weights.Encoder, inner, accumulate: true, WorkerTeam.Alone);
            if (kind == GaugeKind.Rotation) AssertDiagonal(inner, isIdentity: false, "rotation, W₁W₁ᵀ + G");
        }
    });

    [Theory]
    [InlineData("gauge-fixed", "nesterov", 1e-2)]
    [InlineData("gauge-fixed", "adam", 1e-3)]
    [InlineData("variable-projection", "nesterov", 1e-6)]
    [InlineData("deterministic-nested-dropout", "nesterov", 1e-2)]
    public void Tolerance_EndsARun_WhoseComponentsAreAsNear(string method, string optimizer, double tolerance)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([5, 4, 2.5, 1.5, 0.6, 0.3, 0.1], n: 30, seed: 3), WorkerTeam.Alone);
        var options = Default(method, optimizer, 3, epochs: 20_000) with { Tolerance = tolerance };
        var (result, recorder) = Runs.Train(data, options);
        Assert.Equal(StopReason.Converged, result.Reason);
        Assert.InRange(result.Epoch, 1, 19_999);
        var sine = Math.Sin(tolerance);
        Assert.InRange(result.LastMetrics.OrderedAlignment, 0, sine * sine + 2.1e-8);  // of the metric's own 1e-8 beside a length of 1
        Assert.InRange(recorder.Rows[^2].OrderedAlignment, sine * sine * 1e-3, 1);
        Assert.Equal(3, result.Learning.Learned);
    }

    [Theory]
    [InlineData("nesterov")]
    [InlineData("adam")]
    public void Gauge_ThatIsOnlyRead_LeavesTheStepsAsTheyAre_AndShowsTheComponents(string optimizer)
    {
        var data = new TrainingData<double>(Generators.WithSpectrum([5, 4, 2.5, 1.5, 0.6, 0.3, 0.1], n: 30, seed: 3), WorkerTeam.Alone);
        var read = Default("gauge-fixed", optimizer, 3, epochs: 400) with { GaugeEvery = 0, LearningRate = 0.02 };
        var (_, shown) = Runs.Train(data, read);
        var (_, plain) = Runs.Train(data, read with { Method = new Reconstruction(), GaugeEvery = null });
        foreach (var (one, other) in plain.Rows.Zip(shown.Rows))
            Close.Assert(one.ReconstructionLoss, other.ReconstructionLoss, 1e-12 * data.Trace, $"loss at {one.Epoch}");
        Assert.InRange(plain.Rows[^1].AxisAlignment, 0.05, 1);
        Assert.InRange(shown.Rows[^1].OrderedAlignment, 0, 1e-3);
    }

    [Fact]
    public void Gauge_ThatALossDoesNotBear_IsRefused_WithThoseThatItDoes()
    {
        var options = Runs.Options("nonuniform-l2", "nesterov") with { Gauge = GaugeKind.Ritz };
        var error = Assert.Throws<ArgumentException>(() => new Trainer<double>(Runs.SmallData<double>(), options));
        Assert.Equal("nonuniform-l2 cannot be trained in the gauge ritz; use none or rotation", error.Message);
    }

    private static TrainingOptions Default(string method, string optimizer, int k, int epochs) => new()
    {
        Method = Method.Registry[method],
        Optimizer = Optimizer.Registry[optimizer],
        LatentDimension = k,
        Epochs = epochs,
        EvaluateEvery = 10,
    };

    private static (Weights<double> Before, Weights<double> Weights, MomentProducts<double> Products) Gauged(
        Problem problem, GaugeKind kind, bool whenRead = false)
    {
        var (before, weights) = (problem.Weights(), problem.Weights());
        var products = new MomentProducts<double>(problem.K, problem.M);
        var moment = new SampleMoment<double>(problem.Samples);
        if (whenRead) products.ComputeWhenRead(moment, weights, WorkerTeam.Alone);
        else products.Compute(moment, weights, WorkerTeam.Alone);
        new NonUniformL2().CreateGauge<double>(kind, new GaugeSettings(problem.K, problem.M, 1, 1, WorkerTeam.Alone))!
            .Apply(products, weights, [], WorkerTeam.Alone);
        return (before, weights, products);
    }

    /// <summary>W₂W₁, m × m.</summary>
    private static Matrix<double> Map(Weights<double> weights)
    {
        var map = new Matrix<double>(weights.DataDimension, weights.DataDimension);
        MatrixProduct.MultiplyTransposed(weights.DecoderTransposed, weights.Encoder, map, team: WorkerTeam.Alone);
        return map;
    }

    private static double Tolerance(Matrix<double> matrix) => 1e-9 * (1 + Close.Length(matrix));

    private static void AssertDiagonal(Matrix<double> matrix, bool isIdentity, string what)
    {
        var tolerance = Tolerance(matrix);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Rows; j++)
                if (i != j || isIdentity) Close.Assert(i == j ? 1 : 0, matrix[i, j], tolerance, $"{what} ({i}, {j})");
            if (i > 0 && !isIdentity) Assert.True(matrix[i, i] <= matrix[i - 1, i - 1] + tolerance, $"{what} descends at {i}");
        }
    }
}
