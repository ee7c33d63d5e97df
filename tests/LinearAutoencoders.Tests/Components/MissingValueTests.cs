using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using MathNetVector = MathNet.Numerics.LinearAlgebra.Vector<double>;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Missing values: filled in from a model as its density says, and estimated with the components as likelihood says.</summary>
public class MissingValueTests
{
    private static readonly Gen<Problem> Problems = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[40, 80], Gen.ULong)
        .Select((k, more, n, seed) => new Problem(k, k + more, n, seed));

    [Fact]
    public void Complete_IsTheConditionalMean() => Problems.Sample(problem =>
    {
        var model = PrincipalComponents.Fit(
            new MatrixSource<double>(Correlated(problem)), new() { Components = problem.K, Scale = ColumnScale.StandardDeviation });
        var samples = WithHoles(problem, share: 0.4);
        var (filled, mean) = (model.Complete(samples, MissingFill.Expected), model.Complete(samples, MissingFill.Mean));
        var covariance = Covariance(model, factor: 1);
        for (var i = 0; i < problem.N; i++)
        {
            var row = i;
            var hidden = Enumerable.Range(0, problem.M).Where(j => double.IsNaN(samples[row, j])).ToList();
            var there = Enumerable.Range(0, problem.M).Except(hidden).ToList();
            foreach (var j in there) Assert.Equal(samples[i, j], filled[i, j]);
            foreach (var j in hidden) Assert.Equal(model.Mean[j], mean[i, j]);
            if (hidden.Count == 0 || there.Count == 0) continue;
            var across = MathNetMatrix.Build.Dense(hidden.Count, there.Count, (a, b) => covariance[hidden[a], there[b]]);
            var within = MathNetMatrix.Build.Dense(there.Count, there.Count, (a, b) => covariance[there[a], there[b]]);
            var expected = across * within.Solve(
                MathNetVector.Build.Dense(there.Count, b => (samples[row, there[b]] - model.Mean[there[b]]) / model.Scale![there[b]]));
            for (var a = 0; a < hidden.Count; a++)
                Close.Assert(model.Mean[hidden[a]] + expected[a] * model.Scale![hidden[a]], filled[i, hidden[a]], 1e-7, "expected value");
        }
    }, iter: 20);

    [Fact]
    public void Fit_OfCompleteRows_IsThatWithoutEstimates() => Problems.Sample(problem =>
    {
        var expected = PrincipalComponents.Fit(Correlated(problem), problem.K);
        var actual = Estimated(Correlated(problem), problem.K);
        Close.Assert([.. expected.ExplainedVariance], [.. actual.ExplainedVariance], 1e-12 * expected.TotalVariance, "variances");
        Close.Assert([.. expected.Mean], [.. actual.Mean], 1e-12, "mean");
    }, iter: 20);

    [Fact]
    public void Fit_FindsTheMaximumOfTheLikelihood()
    {
        var problem = new Problem(2, 6, 60, 5);
        var samples = WithHoles(problem, share: 0.2);
        var model = Estimated(samples, 2);
        var factor = (problem.N - 1.0) / problem.N;
        var best = LogLikelihood(samples, [.. model.Mean], Covariance(model, factor));
        // A turn or a shift of h costs h² of it, one of a wrong model gains or costs h.
        foreach (var h in new[] { 1e-2, -1e-2 })
            for (var direction = 0; direction < 2 * 6; direction++)
            {
                var moved = Moved(model, direction, h);
                Assert.True(LogLikelihood(samples, [.. moved.Mean], Covariance(moved, factor)) < best, $"direction {direction} of {h}");
            }
    }

    [Fact]
    public void Fit_IsNearerToTheWholeData_ThanWithMeans()
    {
        var problem = new Problem(3, 20, 400, 11);
        var (samples, whole) = (WithHoles(problem, share: 0.25), PrincipalComponents.Fit(Correlated(problem), 3));
        var estimated = Estimated(samples, 3);
        var means = PrincipalComponents.Fit(whole.Complete(samples, MissingFill.Mean), 3);
        Assert.True(Error(estimated) < 0.5 * Error(means), $"{Error(estimated)} and {Error(means)}");
        Assert.Contains("rounds of EM", estimated.Provenance.Settings["missing values"], StringComparison.Ordinal);

        double Error(PrincipalComponents model) => Enumerable.Range(0, 3)
            .Sum(i => Math.Abs(model.ExplainedVariance[i] / whole.ExplainedVariance[i] - 1) + 1
                - Math.Abs(Vectors.Dot(model.Components.Row(i), whole.Components.Row(i))));
    }

    [Fact]
    public void Fit_HasTheSameBits_OnAnyThreadsAndInAnyBlocks()
    {
        var problem = new Problem(2, 7, 300, 3);
        var samples = WithHoles(problem, share: 0.3);
        var options = new FitOptions { Components = 2, EstimateMissing = true, Scale = ColumnScale.StandardDeviation };
        var expected = PrincipalComponents.Fit(new MatrixSource<double>(samples), options, WorkerTeam.Alone);
        using var team = new WorkerTeam(3);
        var actual = PrincipalComponents.Fit(new BlockedSource(samples, 7, 1, 100), options, team);
        Assert.Equal(expected.Components.ToMatrix().AsSpan(), actual.Components.ToMatrix().AsSpan());
        Assert.Equal(expected.Mean, actual.Mean);
    }

    [Fact]
    public void Fit_RefusesWhatCannotBeEstimated()
    {
        var samples = WithHoles(new Problem(2, 5, 30, 1), share: 0.2);
        var source = new MatrixSource<double>(samples);
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(
            source, new() { Components = ComponentCount.Auto, EstimateMissing = true }));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(
            source, new() { Components = 2, EstimateMissing = true, Weights = new double[30] }));
        for (var i = 0; i < samples.Rows; i++) samples[i, 3] = double.NaN;
        var refused = Assert.Throws<BadDataException>(() => Estimated(samples, 2));
        Assert.Contains("column 4 has no value at all", refused.Message, StringComparison.Ordinal);
    }

    private static PrincipalComponents Estimated(Matrix<double> samples, int count) => PrincipalComponents.Fit(
        new MatrixSource<double>(samples), new() { Components = count, EstimateMissing = true });

    private static Matrix<double> WithHoles(Problem problem, double share)
    {
        var (samples, random) = (Correlated(problem), new Random((int)(problem.Seed % 1000)));
        foreach (ref var cell in samples.AsSpan())
            if (random.NextDouble() < share) cell = double.NaN;
        return samples;
    }

    /// <summary>k directions of some length in m columns, a tenth as much noise, and an offset.</summary>
    private static Matrix<double> Correlated(Problem problem)
    {
        var (latent, loadings) = (problem.Normal(problem.N, problem.K, stream: 1), problem.Normal(problem.K, problem.M, stream: 2));
        var samples = new Matrix<double>(problem.N, problem.M);
        MatrixProduct.Multiply<double>(latent, loadings, samples);
        var noise = problem.Normal(problem.N, problem.M, stream: 3);
        for (var i = 0; i < samples.Rows; i++)
            for (var j = 0; j < samples.Columns; j++) samples[i, j] += 5 + 0.1 * noise[i, j];
        return samples;
    }

    /// <summary>UᵀΛU + σ²(1 − UᵀU), of scaled columns.</summary>
    private static MathNetMatrix Covariance(PrincipalComponents model, double factor) => factor * MathNetMatrix.Build.Dense(
        model.Dimension, model.Dimension, (a, b) => (a == b ? model.NoiseVariance : 0) + Enumerable.Range(0, model.Count)
            .Sum(i => (model.ExplainedVariance[i] - model.NoiseVariance) * model.Components[i, a] * model.Components[i, b]));

    private static double LogLikelihood(Matrix<double> samples, double[] mean, MathNetMatrix covariance)
    {
        var sum = 0.0;
        for (var i = 0; i < samples.Rows; i++)
        {
            var row = i;
            var there = Enumerable.Range(0, mean.Length).Where(j => !double.IsNaN(samples[row, j])).ToList();
            if (there.Count == 0) continue;
            var within = MathNetMatrix.Build.Dense(there.Count, there.Count, (a, b) => covariance[there[a], there[b]]);
            var x = MathNetVector.Build.Dense(there.Count, b => samples[row, there[b]] - mean[there[b]]);
            sum -= 0.5 * (Math.Log(within.Determinant()) + x * within.Solve(x));
        }
        return sum;
    }

    /// <summary>The model with its mean moved along a column, or its components turned towards one.</summary>
    private static PrincipalComponents Moved(PrincipalComponents model, int direction, double h)
    {
        var (mean, components) = (model.Mean.ToArray(), model.Components.ToMatrix());
        if (direction < mean.Length) mean[direction] += h * Math.Sqrt(model.TotalVariance);
        else
        {
            for (var i = 0; i < model.Count; i++) components[i, direction - mean.Length] += h * (i + 1);
            new OrthonormalRows(components.Rows, components.Columns).Compute(components, components, WorkerTeam.Alone);
        }
        return new(components, mean, model.ExplainedVariance, model.TotalVariance, model.SampleCount);
    }
}
