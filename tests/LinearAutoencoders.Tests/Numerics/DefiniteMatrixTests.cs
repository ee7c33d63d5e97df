using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>A Cholesky factor is one, and exists for positive definite matrices alone.</summary>
public class DefiniteMatrixTests
{
    [Fact]
    public void Factor_TimesItself_IsTheMatrix() => Gen.Select(Gen.Int[1, 150], Gen.ULong).Sample((m, seed) =>
    {
        var matrix = SymmetricMatrices.WithEigenvalues([.. Enumerable.Range(0, m).Select(i => 0.1 + i)], new RandomSource(seed));
        var factor = matrix.Clone();
        Assert.True(Factor(factor, WorkerTeam.Shared));
        for (var i = 0; i < m; i++)
            for (var j = i; j < m; j++)
            {
                var sum = 0.0;
                for (var p = 0; p <= i; p++) sum += factor[p, i] * factor[p, j];
                Assert.Equal(matrix[i, j], sum, 1e-14 * m * (m + 1));
            }
    }, iter: 40);

    [Fact]
    public void Factor_Exists_WhereAllEigenvaluesArePositive() => Gen.Select(Gen.Int[1, 150], Gen.ULong).Sample((m, seed) =>
    {
        var random = new RandomSource(seed);
        double[] values = [.. Enumerable.Range(0, m).Select(i => 1.0 + i)];
        var negative = random.NextBelow(m);
        values[negative] = 1e-9 * m;
        Assert.True(Factor(SymmetricMatrices.WithEigenvalues(values, random), WorkerTeam.Shared));
        values[negative] *= -1;
        Assert.False(Factor(SymmetricMatrices.WithEigenvalues(values, random), WorkerTeam.Shared));
    }, iter: 60);

    [Fact]
    public void Factor_HasTheSameBits_OnAnyTeam()
    {
        var matrix = SymmetricMatrices.WithEigenvalues([.. Enumerable.Range(1, 400).Select(i => (double)i)], new RandomSource(3));
        var (first, second) = (matrix.Clone(), matrix.Clone());
        using var team = new WorkerTeam(3);
        Factor(first, WorkerTeam.Alone);
        Factor(second, team);
        Close.AssertSameBits<double>(first.AsSpan(), second.AsSpan(), "R");
    }

    private static bool Factor(Matrix<double> matrix, WorkerTeam team) =>
        DefiniteMatrix.Factor(matrix, DefiniteMatrix.CreateScratch(matrix.Rows), team);
}
