using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>Every way to the leading components comes to the same ones, and says how well it knows them.</summary>
public class LeadingComponentsTests
{
    // So small that every pass has chunks, and a few levels of the tree.
    private static readonly ChunkLayout Small = new(Rows: 16, ShiftRows: 4);

    private static readonly double[] Offsets = [0, 1e6];

    private static readonly bool[] Both = [true, false];

    private static readonly double[] ThreeValues = [3, 2, 1];

    private static readonly int[] ThreeColumns = [0, 10, 20];

    private static readonly EigenSolver[] Searches = [EigenSolver.SecondMomentLanczos, EigenSolver.GramLanczos, EigenSolver.Lanczos];

    private static readonly Gen<(int N, int M, int K, ulong Seed)> Shapes =
        Gen.Select(Gen.Int[40, 160], Gen.Int[40, 160], Gen.Int[1, 6], Gen.ULong);

    [Fact]
    public void EverySolver_FindsTheSame() => Shapes.Sample((n, m, k, seed) =>
    {
        foreach (var offset in Offsets)
        {
            var samples = Samples(n, m, seed, offset);
            var expected = Of(new MatrixSource<double>(samples), k, EigenSolver.SecondMoment);
            foreach (var solver in Searches.Append(EigenSolver.Gram))
                AssertSame(expected, Of(new MatrixSource<double>(samples), k, solver));
        }
    }, iter: 40);

    [Fact]
    public void SparseRows_HaveTheComponents_OfDenseOnes() => Shapes.Sample((n, m, k, seed) =>
    {
        var samples = Sparse(n, m, seed);
        foreach (var center in Both)
        {
            var expected = Of(new MatrixSource<double>(samples), k, EigenSolver.SecondMoment, center);
            AssertSame(expected, Of(new SparseSource(samples, 7, 30), k, EigenSolver.Lanczos, center));
        }
    }, iter: 40);

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(1e-120)]
    [InlineData(1e120)]
    public void Scale_ChangesNothingElse(double scale)
    {
        var samples = Samples(90, 70, seed: 3, offset: 0);
        var scaled = samples.Clone();
        foreach (ref var cell in scaled.AsSpan()) cell *= scale;
        foreach (var solver in Searches)
        {
            var (found, other) = (Of(new MatrixSource<double>(samples), 4, solver), Of(new MatrixSource<double>(scaled), 4, solver));
            Close.Assert([.. found.Values], [.. other.Values.Select(value => value / scale / scale)], 1e-12, $"{solver}");
            Close.Assert(found.Vectors, other.Vectors, 1e-6, $"{solver}");
        }
    }

    [Fact]
    public void Bits_DoNotDependOnBlocksNorThreads() =>
        Gen.Select(Gen.Int[30, 90], Gen.Int[40, 80], Gen.ULong, Gen.Int[1, 50].Array[1, 4], Gen.Int[1, 4])
            .Sample((n, m, seed, sizes, threads) =>
            {
                var samples = Sparse(n, m, seed);
                using var team = new WorkerTeam(threads);
                AssertSameBits(OfRows(new MatrixSource<double>(samples)), OfRows(new BlockedSource(samples, sizes), team));
                AssertSameBits(OfRows(new SparseSource(samples, n)), OfRows(new SparseSource(samples, sizes), team));
            }, iter: 40);

    [Fact]
    public void RankBelowK_GivesZeros_AndOrthonormalVectors()
    {
        var samples = new Matrix<double>(60, 50);
        for (var i = 0; i < 60; i++) (samples[i, 3], samples[i, 40]) = (i % 7, i % 3);
        foreach (var solver in Searches.Append(EigenSolver.Gram))
        {
            var found = Of(new MatrixSource<double>(samples), 5, solver);
            Assert.All(found.Values.Skip(2), value => Assert.InRange(value, 0, 1e-14));
            Close.Assert(4, found.Values[0], 0.2, $"{solver}");
            var gram = new Matrix<double>(5, 5);
            MatrixProduct.MultiplyByTransposed(found.Vectors, found.Vectors, gram);
            for (var i = 0; i < 5; i++)
                for (var j = 0; j < 5; j++) Close.Assert(i == j ? 1 : 0, gram[i, j], 1e-13, $"{solver}");
        }
    }

    [Fact]
    public void ConstantRows_AreNoProblem()
    {
        var samples = new Matrix<double>(60, 50);
        samples.AsSpan().Fill(0.1);
        foreach (var solver in Searches)
            Assert.All(Of(new MatrixSource<double>(samples), 3, solver).Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void SavedSearch_GoesOn_ToTheSameBits()
    {
        var source = new MatrixSource<double>(Samples(300, 120, seed: 9, offset: 3, decay: 0.2));
        IReadOnlyList<StateArray>? saved = null;
        var passes = 0;
        var whole = Of(source, new() { AfterPass = state => saved = ++passes == 7 ? [.. state.Select(array => array.Clone())] : saved });
        Assert.NotNull(saved);
        var rest = 0;
        var resumed = Of(source, new() { Saved = saved, AfterPass = _ => rest++ });
        Assert.True(passes > 8);
        Assert.Equal(passes - 7, rest);
        AssertSameBits(whole, resumed);
        Assert.Equal(whole.Estimate.Passes, resumed.Estimate.Passes);
        Assert.Throws<ArgumentException>(() => Of(source, new() { Saved = [StateArray.Of<int>("lanczos-counts", new int[3])] }));
    }

    [Fact]
    public void Search_EndsWhereItIsToldTo_WithWhatItHas()
    {
        var source = new MatrixSource<double>(Samples(300, 120, seed: 9, offset: 3));
        var few = Of(source, new() { MostPasses = 3 });
        Assert.False(few.IsConverged);
        Assert.Equal(3, few.Estimate.Passes);
        using var stop = new CancellationTokenSource();
        var stopped = Of(source, new() { Stop = stop.Token, AfterPass = _ => stop.Cancel() });
        Assert.False(stopped.IsConverged);
        Assert.Equal(1, stopped.Estimate.Passes);
        var loose = Of(source, new() { IsAccurate = estimate => estimate.IsAccurate(0.1) });
        var tight = Of(source, new() { IsAccurate = estimate => estimate.IsAccurate(1e-9) });
        Assert.True(loose.IsConverged && tight.IsConverged);
        Assert.True(loose.Estimate.Passes < tight.Estimate.Passes);
    }

    [Fact]
    public void Token_StopsEverything()
    {
        using var cancellation = new CancellationTokenSource();
        var moments = new DataMoments(
            new MatrixSource<double>(Samples(300, 120, seed: 9, offset: 3)), center: true, cancellationToken: cancellation.Token);
        Assert.Throws<OperationCanceledException>(() => moments.LeadingComponents(
            3, new() { Solver = EigenSolver.Lanczos, AfterPass = _ => cancellation.Cancel() }));
    }

    [Fact]
    public void Progress_TellsEveryPass()
    {
        var told = new List<ReadingProgress>();
        var samples = Samples(50, 60, seed: 4, offset: 0);
        foreach (var source in new ISampleSource[] { new BlockedSource(samples, 20), new SparseSource(samples, 20) })
        {
            told.Clear();
            var moments = new DataMoments(source, center: true, progress: new Told(told));
            var found = moments.LeadingComponents(2, new() { Solver = EigenSolver.Lanczos });
            Assert.Equal(Enumerable.Range(1, found.Estimate.Passes + 1).SelectMany(pass => new[] { (pass, 20L), (pass, 40L), (pass, 50L) }),
                told.Select(progress => (progress.Pass, progress.Rows)));
        }
    }

    [Theory]
    [InlineData(1_000_000, 500, 20, EigenSolver.SecondMomentLanczos)]
    [InlineData(1_000_000, 100, 20, EigenSolver.SecondMoment)]
    [InlineData(1_000_000, 500, 200, EigenSolver.SecondMoment)]
    [InlineData(60, 200_000, 20, EigenSolver.Gram)]
    [InlineData(3_000, 200_000, 20, EigenSolver.GramLanczos)]
    [InlineData(10_000, 200_000, 20, EigenSolver.Lanczos)]
    [InlineData(100_000, 100_000, 20, EigenSolver.Lanczos)]
    [InlineData(100_000, 100_000, 2_000, EigenSolver.Lanczos)]
    [InlineData(1_000_000, 20_000, 20, EigenSolver.Lanczos)]
    [InlineData(1_000_000, 20_000, 9_000, EigenSolver.SecondMoment)]
    public void Solver_IsChosenByShape(long n, int m, int k, EigenSolver expected) => Assert.Equal(
        expected, SolverChoice.For("the data", n, m, k, new() { Memory = 64L << 30 }).Solver);

    [Fact]
    public void Solver_KeepsToItsMemory()
    {
        Assert.Equal(EigenSolver.Lanczos, SolverChoice.For("the data", 1_000_000, 5_000, 20, new() { Memory = 1 << 29 }).Solver);
        var small = SolverChoice.For("the data", 1_000_000, 1_000_000, 20, new() { Memory = 3L << 30 });
        var large = SolverChoice.For("the data", 1_000_000, 1_000_000, 20, new() { Memory = 6L << 30 });
        Assert.True(small.Capacity < large.Capacity);
        Assert.InRange(small.Bytes, 2L << 30, 3L << 30);
        var failure = Assert.Throws<BadDataException>(
            () => SolverChoice.For("the data", 1_000_000, 1_000_000, 20, new() { Memory = 1 << 28 }));
        Assert.Equal("the data: 20 components of 1000000 × 1000000 values need 2.8 GB of memory, 268 MB may be used; "
            + "ask for fewer components, or allow more memory", failure.Message);
        Assert.Throws<ArgumentException>(() => SolverChoice.For("the data", 100, 20, 10, new() { Solver = EigenSolver.Lanczos }));
    }

    [Fact]
    public void NeitherSide_NeedsToFitAMatrix()
    {
        // 47,000 × 47,000: neither Σ nor the samples' inner products would fit an array.
        const int size = 47_000;
        var found = new DataMoments(new Diagonal(size), center: false).LeadingComponents(3);
        Assert.Equal(EigenSolver.Lanczos, found.Solver);
        Close.Assert([9.0 / size, 4.0 / size, 1.0 / size], [.. found.Values], 1e-16, "values");
        for (var i = 0; i < 3; i++) Close.Assert(1, found.Vectors[i, 10 * i], 1e-12, "vectors");
        Assert.True(found.IsConverged);
    }

    /// <summary>3, 2 and 1 in columns 0, 10 and 20 of the first three rows of a table of zeros.</summary>
    private sealed class Diagonal(int size) : ISparseSampleSource
    {
        public int Dimension => size;

        public long? Count => size;

        public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken)
        {
            var starts = new int[size + 1];
            starts.AsSpan(1).Fill(3);
            (starts[1], starts[2]) = (1, 2);
            yield return new SparseBlock(size, starts, ThreeColumns, ThreeValues);
        }
    }

    private sealed class Told(List<ReadingProgress> told) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => told.Add(value);
    }

    /// <summary>A wide matrix of thousands of rows takes five times as long to decompose as all else together.</summary>
    [Fact]
    public void WhoeverSearchesWideData_IsNotMadeToDecompose()
    {
        var moments = new DataMoments(new MatrixSource<double>(Samples(150, 200, seed: 3, offset: 0)), center: true);
        moments.LeadingComponents(3, new() { Solver = EigenSolver.GramLanczos });
        Assert.Null(moments.KnownEigenvalues);
        moments.LeadingComponents(3, new() { Solver = EigenSolver.Gram });
        Assert.InRange(moments.KnownEigenvalues!.Count, 100, 149);
    }

    private static Eigenpairs Of(ISampleSource source, int k, EigenSolver solver, bool center = true)
    {
        var options = new EigenOptions { Solver = solver, IsAccurate = estimate => estimate.IsAccurate(0) };
        var found = new DataMoments(source, center) { Layout = Small }.LeadingComponents(k, options);
        Assert.Equal(solver, found.Solver);
        Assert.True(found.IsConverged);
        return found;
    }

    private static Eigenpairs Of(ISampleSource source, EigenOptions options) =>
        new DataMoments(source, center: true).LeadingComponents(3, options with { Solver = EigenSolver.Lanczos });

    private static Eigenpairs OfRows(ISampleSource source, WorkerTeam? team = null) =>
        new DataMoments(source, center: true, team) { Layout = Small }.LeadingComponents(3, new() { Solver = EigenSolver.Lanczos });

    /// <summary>The same values, and vectors as near as the gaps let them be; residuals that hold.</summary>
    private static void AssertSame(Eigenpairs expected, Eigenpairs found)
    {
        var largest = expected.Values[0];
        Close.Assert([.. expected.Values], [.. found.Values], 1e-10 * largest, $"{found.Solver}: values");
        for (var i = 0; i < expected.Values.Count; i++)
        {
            if (expected.Estimate.Gap(i) < 1e-4 * largest) continue;
            Close.Assert(1, Math.Abs(Vectors.Dot<double>(expected.Vectors.Row(i), found.Vectors.Row(i))), 1e-12, $"{found.Solver}: {i}");
            Assert.InRange(found.Estimate.Residuals[i], 0, 1e-9 * largest);
        }
        Assert.True(found.NextBound is null || found.NextBound >= expected.Estimate.Values[^1] * (1 - 1e-9), $"{found.Solver}: bound");
    }

    private static void AssertSameBits(Eigenpairs expected, Eigenpairs found)
    {
        Close.AssertSameBits<double>([.. expected.Values], [.. found.Values], "values");
        Close.AssertSameBits<double>(expected.Vectors.AsSpan(), found.Vectors.AsSpan(), "vectors");
        Close.AssertSameBits<double>([.. expected.Estimate.Residuals], [.. found.Estimate.Residuals], "residuals");
    }

    private static Matrix<double> Samples(int n, int m, ulong seed, double offset, double decay = 1)
    {
        var (samples, random) = (new Matrix<double>(n, m), new RandomSource(seed));
        random.FillNormal(samples.AsSpan());
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) samples[i, j] = samples[i, j] * Math.Pow(4.0 / (j + 4), decay) + offset;
        return samples;
    }

    private static Matrix<double> Sparse(int n, int m, ulong seed)
    {
        var (samples, random) = (Samples(n, m, seed, offset: 1), new RandomSource(seed, stream: 1));
        foreach (ref var cell in samples.AsSpan())
            if (random.NextBelow(4) > 0) cell = 0;
        return samples;
    }
}
