using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using MathNetVector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Fitted components are those of a singular value decomposition, and apply as they should.</summary>
public class PrincipalComponentsTests
{
    private static readonly Gen<Problem> Problems =
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 20], Gen.Int[8, 60], Gen.ULong)
            .Select((k, more, n, seed) => new Problem(k, k + more, n, seed));

    [Fact]
    public void Fit_IsTheSvdOfCentredSamples() => Problems.Sample(problem =>
    {
        var samples = Shifted(problem.Samples, 3);
        var model = PrincipalComponents.Fit(samples, problem.K);
        var svd = Centered(samples).Svd();
        var total = svd.S.Sum(value => value * value) / (problem.N - 1);
        for (var i = 0; i < problem.K; i++)
        {
            Close.Assert(svd.S[i], model.SingularValues[i], 1e-9 * svd.S[0], "singular value");
            Close.Assert(svd.S[i] * svd.S[i] / (problem.N - 1), model.ExplainedVariance[i], 1e-10 * total, "variance");
            var cosine = svd.VT.Row(i).DotProduct(MathNetVector.Build.DenseOfArray(model.Components.Row(i).ToArray()));
            Close.Assert(1, Math.Abs(cosine), 1e-6, "cosine");
        }
        Close.Assert(total, model.TotalVariance, 1e-12 * total, "total variance");
    }, iter: 60);

    [Fact]
    public void Weights_CountAsRepeatedRows() => Problems.Sample(problem =>
    {
        var (samples, random) = (problem.Samples, new RandomSource(problem.Seed));
        int[] repeats = [.. Enumerable.Range(0, problem.N).Select(_ => 1 + random.NextBelow(3))];
        var repeated = new Matrix<double>(repeats.Sum(), problem.M);
        for (var (i, row) = (0, 0); i < problem.N; i++)
            for (var r = 0; r < repeats[i]; r++) samples.Row(i).CopyTo(repeated.Row(row++));
        var weighted = PrincipalComponents.Fit(new MatrixSource<double>(samples), new FitOptions
        {
            Components = problem.K,
            Weights = [.. repeats.Select(count => (double)count)],
        });
        var plain = PrincipalComponents.Fit(repeated, problem.K);
        Close.Assert(plain.Mean.ToArray(), weighted.Mean.ToArray(), 1e-12, "mean");
        Close.Assert([.. plain.ExplainedVarianceRatio], [.. weighted.ExplainedVarianceRatio], 1e-10, "share of variance");
    }, iter: 60);

    [Fact]
    public void Scale_MakesCorrelations() => Problems.Sample(problem =>
    {
        var options = new FitOptions { Components = problem.K, Scale = ColumnScale.StandardDeviation };
        var model = PrincipalComponents.Fit(new MatrixSource<double>(Shifted(problem.Samples, 5)), options);
        Close.Assert(problem.M, model.TotalVariance, 1e-9 * problem.M, "the sum of m variances of 1");
        var scores = model.Transform(Shifted(problem.Samples, 5));
        for (var i = 0; i < problem.K; i++)
        {
            var variance = Enumerable.Range(0, problem.N).Sum(row => scores[row, i] * scores[row, i]) / (problem.N - 1);
            Close.Assert(model.ExplainedVariance[i], variance, 1e-9 * problem.M, "variance of a score");
        }
    }, iter: 60);

    [Fact]
    public void Transform_HasTheSameBits_InAnyBlocks() => Problems.Sample(problem =>
    {
        var model = PrincipalComponents.Fit(problem.Samples, problem.K);
        var together = model.Transform(problem.Samples);
        var alone = new double[problem.K];
        for (var i = 0; i < problem.N; i++)
        {
            model.Transform(problem.Samples.Row(i), alone);
            Close.AssertSameBits<double>(together.Row(i), alone, "scores of one sample");
            Close.AssertSameBits<double>(together.Row(i), model.Transform(problem.Samples.RowRange(i, 1)).Row(0), "of one row");
        }
    }, iter: 60);

    [Fact]
    public void InverseTransform_OfAllComponents_IsTheSample() => Problems.Sample(problem =>
    {
        var options = new FitOptions { Components = problem.M, Scale = ColumnScale.StandardDeviation };
        var model = PrincipalComponents.Fit(new MatrixSource<double>(problem.Samples), options);
        var back = model.InverseTransform(model.Transform(problem.Samples));
        Close.Assert(problem.Samples, back, 1e-9, "samples");
        Close.Assert(
            model.Keep(problem.K).InverseTransform(model.Keep(problem.K).Transform(problem.Samples)),
            model.InverseTransform(model.Transform(problem.Samples).ColumnRange(0, problem.K)), 0, "the first k of m");
    }, iter: 60);

    [Fact]
    public void Canonicalize_FindsTheComponents_InAnyGauge() => Problems.Sample(problem =>
    {
        var moments = new DataMoments(new MatrixSource<double>(problem.Samples), center: true);
        var fitted = PrincipalComponents.Fit(problem.Samples, problem.K);
        var weights = new Weights<double>(problem.K, problem.M);
        var gauge = problem.Weights().Encoder.ColumnRange(0, problem.K);
        MatrixProduct.Multiply<double>(gauge, fitted.Components, weights.DecoderTransposed);
        var model = PrincipalComponents.Canonicalize(weights, moments);
        Close.Assert([.. fitted.ExplainedVariance], [.. model.ExplainedVariance], 1e-8 * fitted.TotalVariance, "variances");
    }, iter: 60);

    [Fact]
    public void NotOrthonormal_IsRefused()
    {
        var components = new Matrix<double>(2, 3, [1, 0, 0, 0.1, 0.99, 0]);
        Assert.Throws<ArgumentException>(() => new PrincipalComponents(components, [0, 0, 0], [2, 1], 4, 10));
    }

    private static Matrix<double> Shifted(Matrix<double> samples, double by)
    {
        foreach (ref var cell in samples.AsSpan()) cell += by;
        return samples;
    }

    private static MathNetMatrix Centered(Matrix<double> samples)
    {
        var matrix = MathNetMatrix.Build.Dense(samples.Rows, samples.Columns, (i, j) => samples[i, j]);
        var mean = matrix.ColumnSums() / samples.Rows;
        return matrix.MapIndexed((_, j, value) => value - mean[j]);
    }
}
