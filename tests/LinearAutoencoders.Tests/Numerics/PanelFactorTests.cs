using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>A matrix that a factor proves definite is so but for the error that is said, in either precision and by every tile.</summary>
public class PanelFactorTests
{
    private static readonly Gen<(int M, double Least, double Coupling, ulong Seed)> Problems =
        Gen.Select(Gen.Int[1, 250], Gen.Double[-9, -1], Gen.Double[-3, 1], Gen.ULong)
            .Select((m, least, coupling, seed) => (m, Math.Pow(10, least) * (seed % 2 == 0 ? 1 : -1), Math.Pow(10, coupling), seed));

    [Fact]
    public void Definite_IsTrueButForTheError_InSingle() => Problems.Sample((m, least, coupling, seed) =>
        CheckProof<float>(Matrix(m, least, coupling, seed)), iter: 400);

    [Fact]
    public void Definite_IsTrueButForTheError_InDouble() => Problems.Sample((m, least, coupling, seed) =>
        CheckProof<double>(Matrix(m, least * 1e-8, coupling, seed)), iter: 200);

    /// <summary>A factor that is stopped by the norm of the rest has been right to stop.</summary>
    [Fact]
    public void Rest_IsProvedByItsNorm_WhereItIsSmall()
    {
        var m = 600;
        var matrix = new Matrix<double>(m, m);
        var random = new RandomSource(1);
        for (var i = 0; i < m; i++)
            for (var j = i; j < m; j++)
                matrix[i, j] = i == j ? 1 : 0.04 * (random.NextUniform() - 0.5) / Math.Pow(1 + i / 100.0, 3);
        var (isDefinite, _, rows) = Factor<float>(matrix, WorkerTeam.Shared);
        SymmetricProduct.MirrorUpperTriangle(matrix);
        Assert.True(isDefinite);
        Assert.True(SymmetricEigen.Decompose(matrix).Values[^1] > 0);
        Assert.InRange(rows, 1, 400);
    }

    [Fact]
    public void Error_HasTheSameBits_OnEveryTileAndTeam()
    {
        using var team = new WorkerTeam(3);
        foreach (var m in new[] { 5, 191, 193, 405 })
        {
            var matrix = Matrix(m, least: 0.1, coupling: 1, seed: 3);
            var expected = Factor<float>(matrix, WorkerTeam.Alone);
            var inDouble = Factor<double>(matrix, WorkerTeam.Alone);
            Assert.True(expected.IsDefinite && inDouble.IsDefinite);
            foreach (var tile in TileChoice.Runnable)
            {
                Assert.Equal(expected, Factor(matrix, team, TileChoice.Engine<float>(tile)));
                Assert.Equal(inDouble, Factor(matrix, team, TileChoice.Engine<double>(tile)));
            }
        }
    }

    [Fact]
    public void Definite_Stops_WhenAsked()
    {
        var factor = new PanelFactor<float>(3, WorkerTeam.Alone);
        factor.SetRows(0, Negative(Matrix(3, 1e-3, 1, 1)), new Matrix<float>(3, 3));
        Assert.Throws<OperationCanceledException>(() => factor.IsDefinite(new CancellationToken(canceled: true)));
    }

    private static void CheckProof<T>(Matrix<double> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (isDefinite, error, _) = Factor<T>(matrix, WorkerTeam.Shared);
        var least = SymmetricEigen.Decompose(matrix).Values[^1];
        var oracle = 1e-14 * matrix.Rows;
        if (isDefinite) Assert.True(least > -error - oracle, $"{least} with an error of {error}");
        // And it is no excuse: what is more definite than the chains' rounding is found to be so.
        else Assert.True(least < 20 * (matrix.Rows + 8) * PanelFactor<T>.Unit + oracle, $"{least} is not found definite");
    }

    private static (bool IsDefinite, double Error, int RowsMade) Factor<T>(
        Matrix<double> matrix, WorkerTeam team, ProductEngine<T>? engine = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var m = matrix.Rows;
        var factor = new PanelFactor<T>(m, team, engine);
        var negative = Negative(matrix);
        for (var start = 0; start < m; start += PanelFactor<T>.RowsAtOnce)
        {
            var first = factor.FirstColumn(start);
            var rows = negative.RowRange(start, Math.Min(PanelFactor<T>.RowsAtOnce, m - start)).ColumnRange(first, m - first);
            factor.SetRows(start, rows, new Matrix<T>(rows.Rows, rows.Columns));
        }
        return (factor.IsDefinite(default), factor.Error, factor.RowsMade);
    }

    private static Matrix<double> Negative(Matrix<double> matrix)
    {
        var negative = matrix.Clone();
        foreach (ref var cell in negative.AsSpan()) cell = -cell;
        return negative;
    }

    /// <summary>Eigenvalues up to 1 or so, one of which is the least.</summary>
    private static Matrix<double> Matrix(int m, double least, double coupling, ulong seed) => SymmetricMatrices.WithEigenvalues(
        [.. Enumerable.Range(0, m).Select(i => i == m - 1 ? least : 1 / (1 + coupling * i / m))], new RandomSource(seed));
}
