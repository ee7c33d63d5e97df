using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;
using MathNet.Numerics.Distributions;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using MathNetVector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Each rule that counts components does what its formula says, and finds what is there.</summary>
public class ComponentCountTests
{
    public static TheoryData<string> DataSets => ["iris", "wine", "breast_cancer", "diabetes", "digits", "factors", "faint"];

    [Theory, MemberData(nameof(DataSets))]
    public void MinkasEvidence_IsThatOfScikitLearn(string name)
    {
        var problem = Of(ReferenceData.Samples(name));
        var expected = ReferenceData.Evidence(name);
        // Small variances have the rounding of the largest, and n times that has the sum of their logarithms.
        var rounding = problem.EffectiveCount * problem.Variances[0] / problem.Variances[^1] * Close.Rounding;
        Close.Assert(expected, MinkaEvidence.Of(problem.Variances, problem.EffectiveCount), 1e-9 * Math.Abs(expected[0]) + rounding, name);
        Assert.Equal((int)ReferenceData.Of(name)["minka"], MinkaEvidence.Choose(problem).Count);
    }

    /// <summary>Equal variances, where the logarithms of differences are −∞.</summary>
    [Fact]
    public void MinkasEvidence_OfEqualVariances_IsFinite_AndFindsTheStep()
    {
        double[] variances = [4, 4, 4, 1, 1, 1, 1, 1 - 1e-16];
        var evidence = MinkaEvidence.Of(variances, 500);
        Assert.All(evidence, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(3, 1 + Array.IndexOf(evidence, evidence.Max()));
    }

    [Fact]
    public void MinkasEvidence_DoesNotApply_ToWideData() =>
        Assert.Null(MinkaEvidence.Choose(Of(new Problem(1, 20, 10, 1).Samples)).Count);

    [Theory]
    [InlineData(60, 8)]     // A triangular factor is drawn
    [InlineData(20, 60)]    // samples are drawn
    [InlineData(400, 300)]  // the law of the largest variance
    public void ParallelAnalysis_OfNoise_SeldomFindsAnything(int n, int m)
    {
        var trials = m == 300 ? 40 : 200;
        var found = Enumerable.Range(0, trials).Count(seed => ParallelAnalysis.Choose(Of(Noise(n, m, (ulong)seed))).Count > 0);
        // 5 %, and three standard deviations.
        Assert.InRange(found, 0, 0.05 * trials + 3 * Math.Sqrt(0.05 * 0.95 * trials) + 1);
    }

    [Theory]
    [InlineData(100, 12, 3)]
    [InlineData(40, 100, 2)]
    [InlineData(600, 300, 5)]
    public void ParallelAnalysis_FindsWhatIsThere(int n, int m, int k)
    {
        for (var seed = 0UL; seed < 5; seed++) Assert.Equal(k, ParallelAnalysis.Choose(Of(WithFactors(n, m, k, seed))).Count);
    }

    /// <summary>Of samples drawn one by one, whichever way the rule draws.</summary>
    [Theory]
    [InlineData(30, 10)]
    [InlineData(15, 25)]
    public void ParallelAnalysis_DrawsWhatSamplesGive(int n, int m)
    {
        var problem = Of(Noise(n, m, 77));
        var drawn = ParallelAnalysis.Simulate(problem.ColumnVariances, problem.Degrees, problem);
        double[] deviations = [.. problem.ColumnVariances.Select(Math.Sqrt)];
        var largest = Enumerable.Range(0, 2000).Select(seed =>
        {
            var samples = new Problem(1, m, n, (ulong)seed).Normal(n, m, stream: 5);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < m; j++) samples[i, j] *= deviations[j];
            return Of(samples).Variances[0];
        }).Order().ElementAt(1899);
        // The quantile of 100 drawings of a number that spreads by some 15 %.
        Close.Assert(largest, drawn[0], 0.12 * largest, "95 % quantile of the first variance");
    }

    [Theory]
    [InlineData(false, 0.02)]
    [InlineData(true, 0.04)]
    public void NullEdge_IsTheQuantileOfDrawings(bool unequal, double tolerance)
    {
        double[] columns = [.. Enumerable.Range(0, 200).Select(j => unequal ? 1 + j / 40.0 : 1)];
        foreach (var degrees in (int[])[100, 199, 400, 5000])
        {
            var drawn = ParallelAnalysis.Simulate(columns, degrees, Of(Noise(5, 2, 1)))[0];
            Close.Assert(drawn, NullEdge.Quantile95(columns, degrees), tolerance * drawn, $"95 % quantile at n = {degrees}");
        }
    }

    /// <summary>Johnstone 2001: centre and scale of white data.</summary>
    [Fact]
    public void NullEdge_OfEqualColumns_IsJohnstones() => Gen.Select(Gen.Int[5, 400], Gen.Int[5, 400]).Sample((n, m) =>
    {
        var (rootN, rootM) = (Math.Sqrt(n), Math.Sqrt(m));
        var centre = (rootN + rootM) * (rootN + rootM);
        var expected = (centre + 0.9793 * (rootN + rootM) * Math.Cbrt(1 / rootN + 1 / rootM)) / n;
        Close.Assert(2 * expected, NullEdge.Quantile95([.. Enumerable.Repeat(2.0, m)], n), 1e-9 * expected, $"{n} × {m}");
    }, iter: 200);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(100000)]
    public void NextChiSquare_FollowsItsDistribution(int degrees)
    {
        var random = new RandomSource(1);
        const int count = 4000;
        double[] draws = [.. Enumerable.Range(0, count).Select(_ => random.NextChiSquare(degrees)).Order()];
        var farthest = draws.Select((x, i) => Math.Abs(ChiSquared.CDF(degrees, x) - (i + 0.5) / count)).Max();
        // Kolmogorov's bound that one of a thousand such samples exceeds.
        Assert.InRange(farthest, 0, 1.95 / Math.Sqrt(count));
    }

    [Fact]
    public void Elbow_HasTheLargestProfileLikelihood() => Gen.Double[0.01, 10].Array[3, 30].Sample(values =>
    {
        double[] variances = [.. values.OrderDescending()];
        var best = Enumerable.Range(1, variances.Length - 1).MaxBy(q => ProfileLikelihood(variances, q));
        Assert.Equal(ProfileLikelihood(variances, best), ProfileLikelihood(variances, ScreeElbow.Of(variances)), 1e-9);
    }, iter: 300);

    /// <summary>Scores by least squares without the value, for every value of every row.</summary>
    [Fact]
    public void CrossValidation_PredictsEachValueByTheOthers()
    {
        var rows = WithFactors(23, 6, 2, 4);
        var errors = CrossValidation.Errors(rows, center: true, WorkerTeam.Alone, default);
        for (var k = 0; k < errors.Length; k++)
        {
            var expected = 0.0;
            for (var fold = 0; fold < 5; fold++)
            {
                var train = Rows(rows, i => i % 5 != fold);
                var model = PrincipalComponents.Fit(train, 5);
                for (var i = fold; i < rows.Rows; i += 5)
                    for (var j = 0; j < rows.Columns; j++)
                        expected += Math.Pow(rows[i, j] - model.Mean[j] - Predicted(model, rows.Row(i).ToArray(), k, j), 2);
            }
            Close.Assert(expected, errors[k], 1e-8 * expected, $"PRESS of {k}");
        }
    }

    [Fact]
    public void CrossValidation_FindsWhatIsThere()
    {
        for (var seed = 0UL; seed < 5; seed++) Assert.Equal(3, CrossValidation.Choose(Of(WithFactors(200, 20, 3, seed))).Count);
    }

    [Fact]
    public void CrossValidation_OfManyColumns_SaysWhyNot()
    {
        var choice = CrossValidation.Choose(Of(Noise(12, 300, 1)));
        Assert.Null(choice.Count);
        Assert.Contains("256 columns", choice.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_KeepsWhatEachRuleFound_AndWhichDecided()
    {
        var samples = WithFactors(150, 10, 3, 9);
        var model = PrincipalComponents.Fit(samples, ComponentCount.Parse("auto"));
        Assert.Equal(3, model.Count);
        Assert.Equal(["parallel analysis", "Minka's evidence", "cross-validation", "elbow"],
            model.Provenance.CountChoices.Select(choice => choice.Rule));
        Assert.StartsWith("parallel analysis", model.Provenance.CountChoice, StringComparison.Ordinal);
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        var loaded = ModelFile.Load(stream).Provenance;
        Assert.Equal(model.Provenance.CountChoices[0].Thresholds, loaded.CountChoices[0].Thresholds);
        Assert.Equal(model.Provenance.CountChoices.Select(choice => choice.Count), loaded.CountChoices.Select(choice => choice.Count));
        var options = new FitOptions { Components = ComponentCount.Auto };
        var blocked = PrincipalComponents.Fit(new BlockedSource(samples, 7, 40), options, WorkerTeam.Alone).Provenance;
        Assert.Equal(model.Provenance.CountChoices[0].Thresholds, blocked.CountChoices[0].Thresholds);
    }

    [Fact]
    public void Auto_OfNoise_FitsOneAllTheSame()
    {
        // Wide, so that Minka's evidence does not apply, and two columns, too few for an elbow.
        var model = PrincipalComponents.Fit(Noise(2, 2, 5), ComponentCount.Auto);
        Assert.Equal(1, model.Count);
        Assert.Contains("no rule", model.Provenance.CountChoice, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_TakesWeightsAndScale()
    {
        var samples = WithFactors(150, 10, 3, 9);
        var model = PrincipalComponents.Fit(new MatrixSource<double>(samples), new()
        {
            Components = ComponentCount.Auto,
            Scale = ColumnScale.StandardDeviation,
            Weights = [.. Enumerable.Range(0, 150).Select(i => 1 + i % 3 / 10.0)],
        });
        Assert.Equal(3, model.Count);
    }

    private static CountProblem Of(Matrix<double> samples) =>
        new(new DataMoments(new MatrixSource<double>(samples), center: true), samples.Rows, IsCentered: true, WorkerTeam.Shared, default);

    private static Matrix<double> Noise(int n, int m, ulong seed)
    {
        var samples = new Problem(1, m, n, seed).Normal(n, m, stream: 31);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] *= 1 + j % 3;
        return samples;
    }

    /// <summary>k components of standard deviations 6, 5, … and more among columns with noise of 1.</summary>
    private static Matrix<double> WithFactors(int n, int m, int k, ulong seed)
    {
        var problem = new Problem(k, m, n, seed);
        var (samples, scores) = (problem.Normal(n, m, stream: 32), problem.Normal(n, k, stream: 33));
        var axes = Generators.RandomOrthonormal(k, m, problem.Random(34));
        for (var i = 0; i < n; i++)
            for (var c = 0; c < k; c++) scores[i, c] *= 3 + k - c;
        MatrixProduct.Multiply<double>(scores, axes, samples, accumulate: true);
        return samples;
    }

    private static double ProfileLikelihood(double[] variances, int q)
    {
        var (first, second) = (variances[..q], variances[q..]);
        var (mean1, mean2) = (first.Average(), second.Average());
        var pooled = (first.Sum(x => (x - mean1) * (x - mean1)) + second.Sum(x => (x - mean2) * (x - mean2))) / (variances.Length - 2);
        // Two groups without any spread: no likelihood is larger.
        if (pooled == 0) return double.PositiveInfinity;
        var deviation = Math.Sqrt(pooled);
        return first.Sum(x => Normal.PDFLn(mean1, deviation, x)) + second.Sum(x => Normal.PDFLn(mean2, deviation, x));
    }

    private static Matrix<double> Rows(Matrix<double> rows, Func<int, bool> isTaken)
    {
        int[] taken = [.. Enumerable.Range(0, rows.Rows).Where(isTaken)];
        var selected = new Matrix<double>(taken.Length, rows.Columns);
        for (var i = 0; i < taken.Length; i++) rows.Row(taken[i]).CopyTo(selected.Row(i));
        return selected;
    }

    private static double Predicted(PrincipalComponents model, double[] sample, int k, int column)
    {
        if (k == 0) return 0;
        int[] others = [.. Enumerable.Range(0, sample.Length).Where(j => j != column)];
        var axes = MathNetMatrix.Build.Dense(others.Length, k, (j, i) => model.Components[i, others[j]]);
        var values = MathNetVector.Build.Dense(others.Length, j => sample[others[j]] - model.Mean[others[j]]);
        var scores = axes.QR().Solve(values);
        return Enumerable.Range(0, k).Sum(i => scores[i] * model.Components[i, column]);
    }
}
