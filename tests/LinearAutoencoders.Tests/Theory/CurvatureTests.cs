using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Tests.Theory;

/// <summary>The spectrum from small blocks is that of the dense Hessian.</summary>
public class CurvatureTests
{
    private static readonly Gen<(int M, int K, ulong Seed)> Sizes =
        Gen.Select(Gen.Int[2, 9], Gen.Int[1, 8], Gen.ULong).Where((m, k, _) => k < m);

    [Fact]
    public void NonUniformL2_SpectrumIsThatOfTheDenseHessian() => Sizes.Sample((m, k, seed) =>
    {
        var problem = TheoryProblem.Random(m, k, new RandomSource(seed));
        var minimum = StationaryPoints.Ordered(problem).Weights(problem);
        AssertSame(HessianProduct.NonUniformL2(problem).Dense(minimum),
            CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(problem.Eigenvalues, problem.Penalties)));
    }, iter: 60);

    [Fact]
    public void NonUniformL2_SpectrumIsThatOfTheDenseHessian_WhenPenaltiesPassTheirEigenvalues() => Sizes.Sample((m, k, seed) =>
    {
        var random = new RandomSource(seed);
        var problem = TheoryProblem.Random(m, k, random);
        // The published penalties do so on MNIST: the last dimensions stay empty.
        problem = problem.WithPenalties([.. problem.Penalties.Select((penalty, i) => penalty * (1 + i))]);
        var minimum = StationaryPoints.Ordered(problem).Weights(problem);
        AssertSame(HessianProduct.NonUniformL2(problem).Dense(minimum),
            CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(problem.Eigenvalues, problem.Penalties)));
    }, iter: 60);

    [Fact]
    public void DeterministicNestedDropout_SpectrumIsThatOfTheDenseHessian_WithKNullDirections() => Sizes.Sample((m, k, seed) =>
    {
        var random = new RandomSource(seed);
        var problem = TheoryProblem.Random(m, k, random);
        double[] scales = [.. Enumerable.Range(0, k).Select(_ => 0.5 + random.NextUniform())];
        var weights = new Weights<double>(k, m);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < m; j++)
                (weights.Encoder[i, j], weights.DecoderTransposed[i, j]) =
                    (scales[i] * problem.Directions[i, j], problem.Directions[i, j] / scales[i]);
        var spectrum = CurvatureSpectrum.Of(
            MinimumHessian.DeterministicNestedDropout(problem.Eigenvalues, problem.Prior.KeepProbabilities, scales));
        AssertSame(HessianProduct.NestedDropout(problem).Dense(weights), spectrum);
        Assert.Equal(k, spectrum.NullCount);
        Assert.InRange(spectrum.Smallest.Value, 1e-12, spectrum.Largest.Value);
    }, iter: 60);

    [Fact]
    public void LinearVae_SpectrumIsThatOfItsGradientsDifferences() => Sizes.Where(size => size.M <= 6).Sample((m, k, seed) =>
    {
        var problem = TheoryProblem.Random(m, k, new RandomSource(seed));
        var noise = problem.Eigenvalues.Skip(k).Average();
        var minimum = new Weights<double>(k, m, extraCount: k + 1);
        for (var i = 0; i < k; i++)
        {
            var (variance, scale) = (problem.Eigenvalues[i], Math.Sqrt(problem.Eigenvalues[i] - noise));
            for (var j = 0; j < m; j++)
                (minimum.Encoder[i, j], minimum.DecoderTransposed[i, j]) =
                    (scale / variance * problem.Directions[i, j], scale * problem.Directions[i, j]);
            minimum.Extra[i] = Math.Log(noise / variance);
        }
        minimum.Extra[k] = Math.Log(noise);
        var expected = SymmetricEigen.Decompose(Differences(problem, minimum)).Values.Order().ToArray();
        var spectrum = CurvatureSpectrum.Of(MinimumHessian.LinearVae(problem.Eigenvalues, k));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], spectrum.Values[i], 1e-7 * expected[^1]);
    }, iter: 30);

    /// <summary>The Hessian over encoder and decoder, by central differences of the gradient.</summary>
    private static Matrix<double> Differences(TheoryProblem problem, Weights<double> weights)
    {
        const double step = 1e-5;
        var size = 2 * problem.LatentDimension * problem.DataDimension;
        var hessian = new Matrix<double>(size, size);
        for (var i = 0; i < size; i++)
        {
            var (up, down) = (Gradient(+step), Gradient(-step));
            for (var j = 0; j < size; j++) hessian[i, j] = (up[j] - down[j]) / (2 * step);

            double[] Gradient(double change)
            {
                var moved = weights.Clone();
                moved.Values[i] += change;
                var products = new MomentProducts<double>(problem.LatentDimension, problem.DataDimension);
                products.Compute(problem.Moment, moved, WorkerTeam.Alone);
                var gradient = moved.CreateAlike();
                new LinearVae<double>().Evaluate(products, moved, gradient, WorkerTeam.Alone);
                return gradient.Values[..size].ToArray();
            }
        }
        for (var i = 0; i < size; i++)
            for (var j = 0; j < i; j++) hessian[i, j] = hessian[j, i] = (hessian[i, j] + hessian[j, i]) / 2;
        return hessian;
    }

    [Fact]
    public void Extremes_AreThoseOfTheSpectrum_AndNameTheirDirection()
    {
        double[] eigenvalues = [9, 4, 1, 0.5, 0.1];
        var spectrum = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, [0.1, 0.2, 0.3]));
        Assert.Equal(spectrum.Values[0], spectrum.Smallest.Value, 1e-12);
        Assert.Equal(spectrum.Values[^1], spectrum.Largest.Value, 1e-12);
        Assert.Equal("scaling of component 1", spectrum.Largest.ToString());
        Assert.Equal(CurvatureKind.Rotation, spectrum.Smallest.Kind);
    }

    [Fact]
    public void DeterministicNestedDropout_TiltsTowardsSmallComponents_AreKeptApartFromWhatIsLearned()
    {
        // One component of hardly any variance, and one of none.
        var spectrum = CurvatureSpectrum.Of(MinimumHessian.DeterministicNestedDropout([9, 4, 1, 1e-9, 0], [1, 0.9, 0.81]));
        Assert.Equal(CurvatureKind.Tilt, spectrum.Smallest.Kind);
        Assert.InRange(spectrum.Smallest.Value, 1e-10, 1e-8);
        Assert.Equal(CurvatureKind.Rotation, spectrum.SmallestLearned.Kind);
        Assert.InRange(spectrum.SmallestLearned.Value, 0.01, 1);
        Assert.Equal(3 + 3, spectrum.NullCount);
    }

    [Fact]
    public void Rag_RateIsHalfTheSmallestGap() =>
        Assert.Equal(4 * 9 / (0.5 * (4 - 1)), ConditionBounds.RotationAugmentedGradient([9, 4, 1, 0.5], 3), 1e-12);

    [Fact]
    public void Spectrum_OfLargeProblems_TakesSeconds()
    {
        // m = 1000, k = 500, as in the paper's largest experiment; the bound leaves room for slow machines.
        double[] eigenvalues = [.. Enumerable.Range(0, 1000).Select(i => 100 - 99.0 * i / 999)];
        double[] penalties = [.. Penalty.EvenlySpacedRoots(500, 0.1, 7)];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var spectrum = CurvatureSpectrum.Of(MinimumHessian.NonUniformL2(eigenvalues, penalties));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal(1_000_000, spectrum.Values.Count);
        Assert.InRange(spectrum.ConditionNumber, 1000, double.MaxValue);
    }

    private static void AssertSame(Matrix<double> hessian, CurvatureSpectrum spectrum)
    {
        var expected = SymmetricEigen.Decompose(hessian).Values.Order().ToArray();
        Assert.Equal(expected.Length, spectrum.Values.Count);
        // Rounding of the dense decomposition, which is relative to the largest eigenvalue: well below 1e-8.
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], spectrum.Values[i], 1e-12 * expected[^1]);
    }
}
