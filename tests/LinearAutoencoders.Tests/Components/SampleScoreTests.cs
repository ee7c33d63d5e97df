using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using MathNetVector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Scores are what they are defined as, whatever stands beside a sample, and limits hold as often as they say.</summary>
public class SampleScoreTests
{
    private static readonly Gen<Problem> Problems = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 20], Gen.Int[30, 60], Gen.ULong)
        .Select((k, more, n, seed) => new Problem(k, k + more, n, seed));

    [Fact]
    public void Score_IsWhatItIsDefinedAs() => Problems.Sample(problem =>
    {
        var model = Scaled(problem);
        var scores = model.Score(problem.Samples);
        var (whitened, back) = (model.Transform(problem.Samples, whiten: true), model.InverseTransform(model.Transform(problem.Samples)));
        var (covariance, logScale) = (Covariance(model), model.Scale!.Sum(Math.Log));
        var (inverse, logDeterminant) = (covariance.Inverse(), Math.Log(covariance.Determinant()));
        for (var i = 0; i < problem.N; i++)
        {
            var row = i;
            var z = MathNetVector.Build.Dense(problem.M, j => (problem.Samples[row, j] - model.Mean[j]) / model.Scale![j]);
            var left = Enumerable.Range(0, problem.M).Sum(j => Math.Pow((problem.Samples[row, j] - back[row, j]) / model.Scale![j], 2));
            var density = -0.5 * (problem.M * Math.Log(2 * Math.PI) + logDeterminant + z * (inverse * z)) - logScale;
            Close.Assert(Vectors.SquaredNorm<double>(whitened.Row(i)), scores[i].TSquared, 1e-10 * (1 + scores[i].TSquared), "T²");
            Close.Assert(left, scores[i].SquaredPredictionError, 1e-10 * (1 + left), "SPE");
            Close.Assert(density, scores[i].LogLikelihood, 1e-9 * (1 + Math.Abs(density)), "log-likelihood");
        }
    }, iter: 40);

    [Fact]
    public void Score_HasTheSameBits_InAnyBlocks() => Problems.Sample(problem =>
    {
        var (model, samples) = (Scaled(problem), problem.Samples);
        var together = model.Score(samples, WorkerTeam.Alone);
        var streamed = new List<SampleScore>();
        foreach (var block in model.Score(new BlockedSource(samples, 3, 1, 7)).ReadBlocks(WorkerTeam.Shared, default))
            for (var i = 0; i < block.Rows; i++) streamed.Add(new(block[i, 0], block[i, 1], block[i, 2]));
        Assert.Equal(together, streamed);
        for (var i = 0; i < problem.N; i++) Assert.Equal(together[i], model.Score(samples.Row(i)));
    }, iter: 40);

    [Fact]
    public void Score_KeepsItsDigits_WhateverTheOffset() => Problems.Sample(problem =>
    {
        var (plain, moved) = (problem.Samples, problem.Samples);
        // Multiples of 2⁻²⁰, so that adding 2³⁰ is exact.
        foreach (ref var cell in plain.AsSpan()) cell = Math.ScaleB(Math.Round(Math.ScaleB(cell, 20)), -20);
        for (var i = 0; i < moved.AsSpan().Length; i++) moved.AsSpan()[i] = plain.AsSpan()[i] + (1 << 30);
        var expected = PrincipalComponents.Fit(plain, problem.K).Score(plain);
        var actual = PrincipalComponents.Fit(moved, problem.K).Score(moved);
        // The mean itself is rounded: to 2⁻²³ at such an offset.
        for (var i = 0; i < problem.N; i++)
            Close.Assert(expected[i].SquaredPredictionError, actual[i].SquaredPredictionError, 1e-5, "SPE");
    }, iter: 40);

    /// <summary>A sample almost within the components, far out: the difference of two squares would have no digit left.</summary>
    [Fact]
    public void SquaredPredictionError_KeepsItsDigits_OfAFarSample()
    {
        var model = new PrincipalComponents(new Matrix<double>(1, 3, [0.6, 0.8, 0]), [0, 0, 0], [1], 2, 10);
        Close.Assert(1e-10, model.Score([6e7, 8e7, 1e-5]).SquaredPredictionError, 2e-14, "SPE beside T² = 1e16");
    }

    [Fact]
    public void LimitOfTSquared_HoldsAsOftenAsItSays()
    {
        var (held, random, samples, fresh) = (0, new RandomSource(3), new Matrix<double>(12, 3), new Matrix<double>(5, 3));
        for (var trial = 0; trial < 3000; trial++)
        {
            random.FillNormal(samples.AsSpan());
            random.FillNormal(fresh.AsSpan());
            var model = PrincipalComponents.Fit(samples, 3);
            var limit = model.Limits(0.9).TSquared;
            held += model.Score(fresh).Count(score => score.TSquared <= limit);
        }
        // 15,000 samples, five to a model: the standard deviation is at most 0.55 %.
        Close.Assert(0.9, held / 15000.0, 0.015, "share below the limit");
    }

    [Theory]
    [InlineData(true, 0.95)]
    [InlineData(true, 0.99)]
    [InlineData(false, 0.95)]
    public void LimitOfSpe_HoldsAsOftenAsItSays(bool known, double confidence)
    {
        var problem = new Problem(3, 12, 20000, 8);
        var model = PrincipalComponents.Fit(problem.Samples, 3);
        if (!known) model = Unknowing(model).MeasureResiduals(new MatrixSource<double>(problem.Samples));
        var limits = model.Limits(confidence);
        Assert.Contains(known ? "Jackson" : "Box", limits.Explanation, StringComparison.Ordinal);
        var fresh = new Problem(3, 12, 20000, 9).Samples;
        var held = model.Score(fresh).Count(score => score.SquaredPredictionError <= limits.SquaredPredictionError) / 20000.0;
        Close.Assert(confidence, held, 0.006, "share below the limit");
    }

    [Fact]
    public void Keep_LeavesTheResidualsOfAFitOfSoMany() => Problems.Sample(problem =>
    {
        var kept = PrincipalComponents.Fit(problem.Samples, problem.M).Keep(problem.K).Residuals!;
        var fitted = PrincipalComponents.Fit(problem.Samples, problem.K).Residuals!;
        Close.Assert(fitted.First, kept.First, 1e-12 * fitted.First, "θ₁");
        Close.Assert(fitted.Second, kept.Second, 1e-12 * fitted.Second, "θ₂");
        Close.Assert(fitted.Third!.Value, kept.Third!.Value, 1e-12 * fitted.Third.Value, "θ₃");
    }, iter: 40);

    [Fact]
    public void MeasureResiduals_FindsThoseOfTheSpectrum()
    {
        var problem = new Problem(3, 12, 20000, 8);
        var model = PrincipalComponents.Fit(problem.Samples, 3);
        var measured = Unknowing(model).MeasureResiduals(new BlockedSource(problem.Samples, 1000)).Residuals!;
        Close.Assert(model.Residuals!.First, measured.First, 1e-4 * measured.First, "θ₁");
        Close.Assert(model.Residuals.Second, measured.Second, 0.05 * measured.Second, "θ₂");
        Assert.Null(measured.Third);
    }

    [Fact]
    public void WhereNothingIsLeft_ThereIsNoDensityAndNoLimit()
    {
        // Rank 2 in three columns.
        var samples = new Problem(2, 2, 20, 4).Samples;
        var flat = new Matrix<double>(20, 3);
        samples.CopyTo(flat.ColumnRange(0, 2));
        var model = PrincipalComponents.Fit(flat, 2);
        Assert.False(model.HasDensity);
        Assert.True(double.IsNaN(model.Score(flat)[0].LogLikelihood));
        Assert.Null(model.Limits(0.95).SquaredPredictionError);
        Assert.False(PrincipalComponents.Fit(flat, 3).HasDensity);
        Assert.True(PrincipalComponents.Fit(flat, 1).HasDensity);
        Assert.True(PrincipalComponents.Fit(samples, 2).HasDensity);
        // The third component is rounding, and no distance is measured in it.
        Close.Assert(model.Score(flat)[0].TSquared, PrincipalComponents.Fit(flat, 3).Score(flat)[0].TSquared, 1e-9, "T²");
        Assert.Null(PrincipalComponents.Fit(new Problem(2, 2, 2, 4).Samples, 1).Keep(1).Limits(0.95).SquaredPredictionError);
        Assert.Null(PrincipalComponents.Fit(new Problem(3, 3, 3, 4).Samples, 3).Limits(0.95).SquaredPredictionError);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("wine")]
    [InlineData("breast_cancer")]
    [InlineData("diabetes")]
    [InlineData("digits")]
    public void LogLikelihood_IsThatOfScikitLearn(string name)
    {
        var samples = ReferenceData.Samples(name);
        foreach (var (scale, suffix) in new[] { (ColumnScale.None, ""), (ColumnScale.StandardDeviation, " scaled") })
        {
            var expected = ReferenceData.Of(name + suffix);
            var model = PrincipalComponents.Fit(new MatrixSource<double>(samples), new() { Components = 2, Scale = scale });
            var likelihood = model.Score(samples).Select(score => score.LogLikelihood + (model.Scale?.Sum(Math.Log) ?? 0)).ToArray();
            Close.Assert(expected["noise_variance"], model.NoiseVariance, 1e-10 * model.NoiseVariance, "σ²");
            Close.Assert(expected["mean_log_likelihood"], likelihood.Average(), 1e-8, "mean");
            Close.Assert(expected["first_log_likelihood"], likelihood[0], 1e-8, "first");
            Close.Assert(expected["last_log_likelihood"], likelihood[^1], 1e-8, "last");
        }
    }

    private static PrincipalComponents Scaled(Problem problem) => PrincipalComponents.Fit(
        new MatrixSource<double>(problem.Samples), new() { Components = problem.K, Scale = ColumnScale.StandardDeviation });

    private static PrincipalComponents Unknowing(PrincipalComponents model) =>
        new(model.Components, model.Mean, model.ExplainedVariance, model.TotalVariance, model.SampleCount);

    /// <summary>UᵀΛU + σ²(1 − UᵀU).</summary>
    private static MathNetMatrix Covariance(PrincipalComponents model)
    {
        var components = MathNetMatrix.Build.Dense(model.Count, model.Dimension, (i, j) => model.Components[i, j]);
        var excess = MathNetMatrix.Build.DenseDiagonal(model.Count, model.Count, i => model.ExplainedVariance[i] - model.NoiseVariance);
        return MathNetMatrix.Build.DenseDiagonal(model.Dimension, model.Dimension, _ => model.NoiseVariance)
            + components.TransposeThisAndMultiply(excess * components);
    }
}
