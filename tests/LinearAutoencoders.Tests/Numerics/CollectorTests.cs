using System.Diagnostics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>
/// Kernels work on addresses. While they do, the collector runs on another thread and must not take the memory away.
/// </summary>
public class CollectorTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.5);

    [Theory, InlineData(1), InlineData(2)]
    public void PackedOperands_LiveUntilTheirProductIsDone(int threads)
    {
        var (a, b) = (Normal(128, 400, seed: 1), Normal(400, 400, seed: 2));
        var expected = new Matrix<float>(128, 400);
        ScalarTwin.Multiply(a, b, expected);
        using var team = new WorkerTeam(threads);
        SameBitsWhileCollecting(expected, c => MultiplyByPacked(a, b, c, team));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Engines_LiveUntilTheirProductIsDone(int threads)
    {
        // One block: past the first lines of the product nothing asks the engine for anything any more.
        var (a, b) = (Normal(64, 64, seed: 1), Normal(64, 3000, seed: 2));
        var expected = new Matrix<float>(64, 3000);
        ScalarTwin.Multiply(a, b, expected);
        using var team = new WorkerTeam(threads);
        SameBitsWhileCollecting(expected, c => MultiplyByOwnEngine(a, b, c, team));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Operands_LiveUntilTheirProductIsDone(int threads)
    {
        var expected = new Matrix<float>(200, 200);
        var (a, b) = (Normal(200, 300, seed: 1), Normal(300, 200, seed: 2));
        ScalarTwin.Multiply(a, b, expected);
        using var team = new WorkerTeam(threads);
        SameBitsWhileCollecting(expected, c => MultiplyCopies(a, b, c, team));
    }

    [Fact]
    public void Sums_LiveUntilTheyAreDone()
    {
        var samples = Normal(300, 200, seed: 3);
        var expected = new Matrix<double>(200, 200);
        ScalarTwin.AddGram(samples, expected);
        using var team = new WorkerTeam(2);
        SameBitsWhileCollecting(expected, c => AddGramOfCopy(samples, c, team));
    }

    [Fact]
    public void Rotations_LiveUntilTheyAreDone()
    {
        var symmetric = new Matrix<double>(200, 200);
        ScalarTwin.AddGram(Normal(210, 200, seed: 3), symmetric);
        using var team = new WorkerTeam(2);
        var expected = SymmetricEigen.Decompose(symmetric).Vectors;
        SameBitsWhileCollecting(expected, c => SymmetricEigen.Decompose(symmetric.Clone(), team).Vectors.CopyTo(c));
    }

    // Each of these is the last to know its operands; nothing of the caller's keeps them alive.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyByPacked(Matrix<float> a, Matrix<float> b, Matrix<float> c, WorkerTeam team) =>
        MatrixProduct.Multiply(a, new PackedMatrix<float>(b), c, team: team);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyByOwnEngine(Matrix<float> a, Matrix<float> b, Matrix<float> c, WorkerTeam team) =>
        MatrixProduct.Multiply(TileChoice.Engine<float>(TileChoice.Runnable.First()), a, b, c, accumulate: false, team);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyCopies(Matrix<float> a, Matrix<float> b, Matrix<float> c, WorkerTeam team) =>
        MatrixProduct.Multiply(a.Clone(), b.Clone(), c, team: team);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddGramOfCopy(Matrix<float> samples, Matrix<double> c, WorkerTeam team)
    {
        c.Clear();
        MatrixProduct.AddGram(samples.Clone(), c, team);
    }

    private static void SameBitsWhileCollecting<T>(Matrix<T> expected, Action<Matrix<T>> compute)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() => Collect(stop.Token));
        collector.Start();
        try
        {
            var actual = new Matrix<T>(expected.Rows, expected.Columns);
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < Duration;)
            {
                compute(actual);
                Assert.Equal(expected.AsSpan(), actual.AsSpan());
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    /// <summary>Collects, and fills what was collected with other numbers.</summary>
    private static void Collect(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            GC.Collect();
            foreach (var length in new[] { 40, 50, 60, 64, 64, 64, 70, 80, 100_000, 200_000 })
                GC.AllocateUninitializedArray<float>(length, pinned: true).AsSpan().Fill(float.NaN);
        }
    }

    private static Matrix<float> Normal(int rows, int columns, ulong seed)
    {
        var matrix = new Matrix<float>(rows, columns);
        new RandomSource(seed).FillNormal(matrix.AsSpan());
        return matrix;
    }
}
