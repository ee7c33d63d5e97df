using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Tests.Moments;

namespace LinearAutoencoders.Tests.Components;

/// <summary>Fits that search the rows themselves: when they end, what a stop leaves, and that sparse rows stay so.</summary>
public class SearchedFitTests
{
    private static readonly FitOptions Searched = new() { Components = 5, Search = new() { Solver = EigenSolver.Lanczos } };

    [Fact]
    public void Search_EndsWhereTheSampleIsTheLesserTruth_AndSaysHowFarItIs()
    {
        var samples = Samples(400, 300);
        var source = new MatrixSource<double>(samples);
        var (expected, oracle) = (PrincipalComponents.Fit(samples, 5), new EigenOracle(samples, center: true));
        var found = PrincipalComponents.Fit(source, Searched);
        var exact = PrincipalComponents.Fit(source, Searched with { Certification = new() { Tolerance = 1e-6 } });
        Assert.True(found.Provenance.Passes < exact.Provenance.Passes);
        for (var i = 0; i < 5; i++)
        {
            var (component, finer) = (found.Certificate!.Components[i], exact.Certificate!.Components[i]);
            Assert.NotEqual(ComponentVerdict.NotYet, component.Verdict);
            Assert.NotEqual(ComponentVerdict.NotYet, finer.Verdict);
            Assert.True(Math.Asin(oracle.Sine(found.Components.Row(i), i)) <= component.AngleBound, $"component {i}");
            Assert.True(Math.Asin(oracle.Sine(exact.Components.Row(i), i)) <= finer.AngleBound, $"finer component {i}");
            if (component.Verdict == ComponentVerdict.Converged) Assert.True(component.AngleBound <= 0.1 * component.SamplingAngle);
            Close.Assert(expected.ExplainedVariance[i], exact.ExplainedVariance[i], 1e-9, "variance");
        }
    }

    [Fact]
    public void StoppedFit_GivesWhatItHas_MarkedSo()
    {
        var samples = Samples(400, 300);
        using var stop = new CancellationTokenSource();
        var source = new StoppingSource(samples, stop, pass: 5);
        var options = Searched with { Certification = new() { Tolerance = 1e-6 } };
        var stopped = PrincipalComponents.Fit(source, options, cancellationToken: stop.Token);
        Assert.True(stopped.Provenance.IsInterrupted);
        Assert.Null(stopped.Certificate);
        Assert.Equal(5, stopped.Count);
        var whole = PrincipalComponents.Fit(samples, 5);
        // Of a few passes the first are near already.
        Assert.InRange(Math.Abs(Vectors.Dot(whole.Components.Row(0), stopped.Components.Row(0))), 0.9, 1);
        Assert.True(stopped.ExplainedVariance[4] < whole.ExplainedVariance[4]);
    }

    [Fact]
    public void FitStoppedBeforeItHasAnything_Throws()
    {
        using var stop = new CancellationTokenSource();
        var source = new StoppingSource(Samples(400, 300), stop, pass: 1);
        Assert.ThrowsAny<OperationCanceledException>(() => PrincipalComponents.Fit(source, Searched, cancellationToken: stop.Token));
    }

    [Fact]
    public void SparseRows_AreNeverFilled_AndGiveTheSameModel()
    {
        // More columns than Σ is made of.
        var samples = Samples(200, 8500);
        var random = new RandomSource(5);
        foreach (ref var cell in samples.AsSpan())
            if (random.NextBelow(20) > 0) cell = 0;
        var options = Searched with { Scale = ColumnScale.StandardDeviation, Certification = new() { Tolerance = 1e-7 } };
        var expected = PrincipalComponents.Fit(new MatrixSource<double>(samples), options);
        var actual = PrincipalComponents.Fit(new SparseOnly(samples), options);
        var same = PrincipalComponents.Fit(new SparseOnly(samples, 7, 60), options, WorkerTeam.Alone);
        Close.AssertSameBits<double>(actual.Components.ToMatrix().AsSpan(), same.Components.ToMatrix().AsSpan(), "components");
        Close.Assert([.. expected.Mean], [.. actual.Mean], 1e-14, "mean");
        Close.Assert([.. expected.Scale!], [.. actual.Scale!], 1e-13, "scale");
        for (var i = 0; i < 5; i++)
        {
            Close.Assert(1, actual.ExplainedVariance[i] / expected.ExplainedVariance[i], 1e-10, "variance");
            var (first, second) = (expected.Certificate!.Components[i], actual.Certificate!.Components[i]);
            Close.Assert(first.JackknifeAngle!.Value, second.JackknifeAngle!.Value, 1e-6, "angle of the jackknife");
            Close.Assert(first.SamplingAngle!.Value, second.SamplingAngle!.Value, 1e-6, "sampling angle");
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void WeightedSparseRows_AreNeverFilled_AndGiveTheSameModel(bool center)
    {
        var samples = Samples(200, 8500);
        var random = new RandomSource(5);
        foreach (ref var cell in samples.AsSpan())
            if (random.NextBelow(20) > 0) cell = 0;
        double[] weights = [.. Enumerable.Range(0, 200).Select(i => (double)(i % 4))];
        var options = Searched with
        {
            Center = center,
            Weights = weights,
            Scale = ColumnScale.StandardDeviation,
            Certification = new() { Tolerance = 1e-7 },
        };
        var expected = PrincipalComponents.Fit(new MatrixSource<double>(samples), options);
        var actual = PrincipalComponents.Fit(new SparseOnly(samples), options);
        var same = PrincipalComponents.Fit(new SparseOnly(samples, 7, 60), options, WorkerTeam.Alone);
        Close.AssertSameBits<double>(actual.Components.ToMatrix().AsSpan(), same.Components.ToMatrix().AsSpan(), "components");
        Close.Assert([.. expected.Mean], [.. actual.Mean], 1e-14, "mean");
        Close.Assert([.. expected.Scale!], [.. actual.Scale!], 1e-13, "scale");
        Close.Assert(1, actual.TotalVariance / expected.TotalVariance, 1e-12, "total variance");
        for (var i = 0; i < 5; i++)
        {
            Close.Assert(1, actual.ExplainedVariance[i] / expected.ExplainedVariance[i], 1e-10, "variance");
            Assert.InRange(Math.Abs(Vectors.Dot(expected.Components.Row(i), actual.Components.Row(i))), 1 - 1e-9, 1 + 1e-9);
        }
    }

    [Fact]
    public void Count_IsFoundWhereNotAllVariancesCanBeHad()
    {
        // Three directions far above noise.
        var (n, m) = (400, 300);
        var random = new RandomSource(4);
        var samples = new Matrix<double>(n, m);
        random.FillNormal(samples.AsSpan());
        var (latent, loadings) = (new Matrix<double>(n, 3), new Matrix<double>(3, m));
        random.FillNormal(latent.AsSpan());
        random.FillNormal(loadings.AsSpan());
        for (var r = 0; r < 3; r++) RowKernels.Scale(0.6 - 0.1 * r, loadings.Row(r));
        MatrixProduct.Multiply<double>(latent, loadings, samples, accumulate: true);
        var moments = new DataMoments(new MatrixSource<double>(samples), center: true);
        var problem = new CountProblem(moments, n, IsCentered: true, WorkerTeam.Shared, default)
        {
            Search = new() { Solver = EigenSolver.Lanczos },
        };
        var decision = LeadingCount.OfParallelAnalysis(problem);
        Assert.Equal((3, 3), (decision.Count, decision.Pairs!.Values.Count));
        Assert.Equal(4, decision.Pairs.Estimate.Values.Count);
        Assert.Equal(["parallel analysis", "Minka's evidence", "cross-validation", "elbow"], decision.Choices!.Select(one => one.Rule));
        // Of about 530, 108 are of the first and 75 of the second.
        Assert.Equal(2, LeadingCount.OfShare(0.3, problem).Count);
        Assert.Equal(ComponentCount.ShareOfVariance(0.5).Resolve(problem).Count, LeadingCount.OfShare(0.5, problem).Count);
        var hurried = problem with { Search = problem.Search with { MostPasses = 2 } };
        var refused = Assert.Throws<BadDataException>(() => LeadingCount.OfShare(0.99, hurried));
        Assert.Contains("of more their number must be given", refused.Message, StringComparison.Ordinal);
    }

    private static Matrix<double> Samples(int n, int m)
    {
        var samples = new Matrix<double>(n, m);
        new RandomSource(3).FillNormal(samples.AsSpan());
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] = samples[i, j] * Math.Pow(j + 1, -0.7) + (j % 3 == 0 ? 2 : 0);
        return samples;
    }

    /// <summary>Cancels in the middle of a pass.</summary>
    private sealed class StoppingSource(Matrix<double> samples, CancellationTokenSource stop, int pass) : ISampleSource
    {
        private int passes;

        public int Dimension => samples.Columns;

        public long? Count => samples.Rows;

        public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            passes++;
            for (var start = 0; start < samples.Rows; start += 100)
            {
                if (passes == pass && start == 200) stop.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
                yield return samples.RowRange(start, 100);
            }
        }
    }

    /// <summary>Rows that cannot be had with their zeros.</summary>
    private sealed class SparseOnly(Matrix<double> samples, params int[] sizes) : ISparseSampleSource
    {
        private readonly SparseSource sparse = new(samples, sizes.Length == 0 ? [samples.Rows] : sizes);

        public int Dimension => samples.Columns;

        public long? Count => samples.Rows;

        public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            sparse.ReadSparseBlocks(team, cancellationToken);

        IEnumerable<ReadOnlyMatrix<double>> ISampleSource.ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the rows are to stay sparse");
    }
}
