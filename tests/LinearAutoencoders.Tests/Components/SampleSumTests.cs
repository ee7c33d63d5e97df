using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Sums of rows, put together in any way, are fitted as the rows are.</summary>
public class SampleSumTests
{
    private static readonly Gen<Problem> Problems =
        Gen.Select(Gen.Int[2, 8], Gen.Int[12, 60], Gen.ULong).Select((m, n, seed) => new Problem(2, m, n, seed));

    [Fact]
    public void Fit_OfRowsAddedInTurn_HasTheBitsOfAFitToAll() => Problems.Sample(problem =>
    {
        var (samples, sum) = (Shifted(problem), new SampleSum(problem.M));
        for (var i = 0; i < problem.N; i += 5) sum.Add(samples.RowRange(i, Math.Min(5, problem.N - i)));
        var expected = PrincipalComponents.Fit(samples, 2);
        var actual = PrincipalComponents.Fit(sum, new() { Components = 2 });
        for (var i = 0; i < 2; i++) Close.AssertSameBits(expected.Components.Row(i), actual.Components.Row(i), "component");
        Close.AssertSameBits<double>([.. expected.ExplainedVariance], [.. actual.ExplainedVariance], "variances");
        Assert.Equal(expected.Mean, actual.Mean);
        Assert.Equal(expected.Residuals, actual.Residuals);
    }, iter: 40);

    [Fact]
    public void Fit_OfMergedSums_IsThatOfAllRows() => Problems.Sample(problem =>
    {
        var samples = Shifted(problem);
        var (first, second, empty) = (new SampleSum(problem.M), new SampleSum(problem.M), new SampleSum(problem.M));
        first.Add(samples.RowRange(0, 5));
        second.Add(samples.RowRange(5, problem.N - 8));
        first.Add(second);
        first.Add(empty);
        // It goes on after it was asked, and what was added stays as it was.
        PrincipalComponents.Fit(first, new() { Components = 1 });
        first.Add(samples.RowRange(problem.N - 3, 3));
        Assert.Equal((problem.N, problem.N - 8), (first.Count, second.Count));
        foreach (var scale in (ColumnScale[])[ColumnScale.None, ColumnScale.StandardDeviation])
        {
            var expected = PrincipalComponents.Fit(new MatrixSource<double>(samples), new() { Components = 2, Scale = scale });
            var actual = PrincipalComponents.Fit(first, new() { Components = 2, Scale = scale });
            Close.Assert([.. expected.ExplainedVariance], [.. actual.ExplainedVariance], 1e-9 * expected.TotalVariance, "variances");
            Close.Assert([.. expected.Mean], [.. actual.Mean], 1e-9, "mean");
            Assert.Equal(problem.N, actual.SampleCount);
        }
    }, iter: 40);

    /// <summary>Fewer rows than columns: there are no inner products of rows to go by.</summary>
    [Fact]
    public void Fit_OfWideRows_IsTheSame()
    {
        var samples = new Problem(2, 30, 10, 6).Samples;
        var sum = new SampleSum(30);
        sum.Add(samples);
        var expected = PrincipalComponents.Fit(samples, 4);
        var actual = PrincipalComponents.Fit(sum, new() { Components = 4 });
        Close.Assert([.. expected.ExplainedVariance], [.. actual.ExplainedVariance], 1e-12 * expected.TotalVariance, "variances");
        Close.Assert(expected.Residuals!.Third!.Value, actual.Residuals!.Third!.Value, 1e-12 * expected.Residuals.Third.Value, "θ₃");
    }

    [Fact]
    public void Auto_DoesWithoutTheRows()
    {
        var sum = new SampleSum(5);
        sum.Add(new Problem(2, 5, 40, 6).Samples);
        var choices = PrincipalComponents.Fit(sum, new() { Components = ComponentCount.Auto }).Provenance.CountChoices;
        Assert.Equal([null], choices.Where(choice => choice.Rule == "cross-validation").Select(choice => choice.Count));
        Assert.NotNull(choices[0].Count);
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        var sum = new SampleSum(2);
        var options = new FitOptions { Components = 1 };
        AssertRefused("0 rows", sum, options);
        Assert.Throws<ArgumentException>(() => sum.Add(new Matrix<double>(1, 3)));
        Assert.Throws<ArgumentException>(() => sum.Add(new SampleSum(3)));
        sum.Add(new Matrix<double>(3, 2, [1, 2, 3, double.NaN, 5, 6]));
        AssertRefused("column 2", sum, options);
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(sum, options with { Weights = [1, 1, 1] }));
    }

    private static void AssertRefused(string why, SampleSum sum, FitOptions options) => Assert.Contains(
        why, Assert.Throws<BadDataException>(() => PrincipalComponents.Fit(sum, options)).Message, StringComparison.Ordinal);

    private static Matrix<double> Shifted(Problem problem)
    {
        var samples = problem.Samples;
        foreach (ref var cell in samples.AsSpan()) cell += 1000;
        return samples;
    }
}
