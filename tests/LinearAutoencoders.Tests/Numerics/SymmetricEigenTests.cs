using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using LinearAutoencoders.Numerics;
using Oracle = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace LinearAutoencoders.Tests.Numerics;

public class SymmetricEigenTests
{
    /// <summary>Spacing of the doubles at 1.</summary>
    private const double Epsilon = 1.0 / (1L << 52);

    /// <summary>
    /// c · m · ε, what the rounding of O(m) orthogonal transformations adds up to at worst; in practice √m of it.
    /// </summary>
    private static double Tolerance(int m) => 8 * Epsilon * Math.Max(m, 1);

    private static readonly int[] Milliseconds = [0, 50, 200];

    [Fact]
    public void Decompose_StopsWithinASecond_WhenItIsCancelled()
    {
        var matrix = SymmetricMatrices.WithEigenvalues([.. Enumerable.Range(0, 1500).Select(i => (double)i)], new RandomSource(1));
        foreach (var milliseconds in Milliseconds)
        {
            using var cancellation = new CancellationTokenSource(milliseconds);
            Assert.Throws<OperationCanceledException>(() => SymmetricEigen.Decompose(matrix, WorkerTeam.Alone, cancellation.Token));
        }
        Assert.Throws<OperationCanceledException>(
            () => SymmetricEigen.DecomposeValues(matrix, WorkerTeam.Alone, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Decompose_DiagonalisesTheMatrix_WhateverItsSpectrum() => SymmetricMatrices.Any.Sample(sample =>
    {
        var a = sample.Matrix;
        var eigen = SymmetricEigen.Decompose(a);
        var norm = eigen.Values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var va = Product(eigen.Vectors, a);
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j < a.Rows; j++)
                Assert.Equal(eigen.Values[i] * eigen.Vectors[i, j], va[i, j], Tolerance(a.Rows) * norm);
    }, iter: 200);

    [Fact]
    public void Decompose_GivesOrthonormalVectors_WhateverTheSpectrum() => SymmetricMatrices.Any.Sample(sample =>
    {
        var v = SymmetricEigen.Decompose(sample.Matrix).Vectors;
        AssertIdentity(Product(v, v.Transpose()), Tolerance(v.Rows));
    }, iter: 200);

    [Fact]
    public void Values_DescendAndAgreeWithMathNet_WhateverTheSpectrum() => SymmetricMatrices.Any.Sample(sample =>
    {
        var a = sample.Matrix;
        if (a.Rows == 0) return;
        var values = SymmetricEigen.Decompose(a).Values;
        var oracle = Oracle.Build.Dense(a.Rows, a.Rows, (i, j) => a[i, j])
            .Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues;
        var expected = oracle.Select(value => value.Real).OrderDescending().ToArray();
        var norm = expected.Max(Math.Abs);
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 2 * Tolerance(a.Rows) * norm);
        Assert.Equal(values.OrderDescending(), values);
    }, iter: 200);

    [Theory]
    [InlineData(41, 220), InlineData(45, 704), InlineData(27, 986)]
    public void Decompose_Converges_WhenTheShiftOfAClusterRoundsToTheDiagonal(int m, ulong seed)
    {
        // Found at random: with a bound relative to the largest cell, not to the norm, QL went round in circles on these.
        var values = SymmetricEigen.DecomposeValues(SymmetricMatrices.WithSpectrum("clusters", m, seed));
        for (var i = 0; i < m; i++) Assert.Equal((m - 1 - i) * 3 / m, values[i], 2 * Tolerance(m));
    }

    [Fact]
    public void Values_AddUpToTheTrace() => SymmetricMatrices.Any.Sample(sample =>
    {
        var (a, values) = (sample.Matrix, SymmetricEigen.DecomposeValues(sample.Matrix));
        var trace = Enumerable.Range(0, a.Rows).Sum(i => a[i, i]);
        Assert.Equal(trace, values.Sum(), Tolerance(a.Rows) * values.Sum(Math.Abs));
    }, iter: 100);

    [Fact]
    public void DecomposeValues_GivesTheValuesOfDecompose_BitForBit() => SymmetricMatrices.Any.Sample(
        sample => Assert.Equal(SymmetricEigen.Decompose(sample.Matrix).Values, SymmetricEigen.DecomposeValues(sample.Matrix)),
        iter: 50);

    [Theory]
    [InlineData(-1000), InlineData(-498), InlineData(498), InlineData(1000)]
    public void Decompose_OnlyScalesTheValues_WhenTheMatrixIsTimesAPowerOfTwo(int power)
    {
        var a = SymmetricMatrices.WithSpectrum("random", 45, seed: 4);
        var scaled = a.Clone();
        foreach (ref var cell in scaled.AsSpan()) cell = Math.ScaleB(cell, power);

        var (expected, actual) = (SymmetricEigen.Decompose(a), SymmetricEigen.Decompose(scaled));
        Assert.Equal(expected.Values.Select(value => Math.ScaleB(value, power)), actual.Values);
        Assert.Equal(expected.Vectors.AsSpan(), actual.Vectors.AsSpan());
    }

    [Fact]
    public void Decompose_KeepsExactZeros_WhenFeaturesAreConstant()
    {
        // Constant features leave zero rows and columns; the axes are eigenvectors of value exactly zero, and stay apart.
        var a = SymmetricMatrices.WithSpectrum("random", 70, seed: 5);
        for (var i = 0; i < 70; i++) a[i, i] += 5;
        int[] constant = [0, 1, 17, 40, 69];
        foreach (var i in constant)
            for (var j = 0; j < 70; j++) a[i, j] = a[j, i] = 0;

        var eigen = SymmetricEigen.Decompose(a);
        Assert.Equal(new double[5], eigen.Values[65..]);
        for (var i = 0; i < 5; i++) Assert.Equal(1, eigen.Vectors[65 + i, constant[i]]);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(40)]
    public void Decompose_IsExact_ForADiagonalMatrix(int m)
    {
        var a = new Matrix<double>(m, m);
        for (var i = 0; i < m; i++) a[i, i] = i - 1.5;
        var eigen = SymmetricEigen.Decompose(a);
        for (var i = 0; i < m; i++)
        {
            Assert.Equal(m - 1 - i - 1.5, eigen.Values[i]);
            Assert.Equal(1, eigen.Vectors[i, m - 1 - i]);
        }
    }

    [Fact]
    public void Decompose_GivesNothing_ForAnEmptyMatrix()
    {
        var eigen = SymmetricEigen.Decompose(new Matrix<double>(0, 0));
        Assert.Empty(eigen.Values);
        Assert.Equal(0, eigen.Vectors.Rows);
    }

    [Fact]
    public void Decompose_AgreesWithTheClosedForm_ForTwoByTwo() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((a, b, c) =>
        {
            var values = SymmetricEigen.DecomposeValues(new(2, 2, [a, b, b, c]));
            var radius = double.Hypot((a - c) / 2, b);
            Assert.Equal((a + c) / 2 + radius, values[0], 4 * Epsilon);
            Assert.Equal((a + c) / 2 - radius, values[1], 4 * Epsilon);
        });

    [Fact]
    public void Vectors_HaveAPositiveEntryOfLargestMagnitude() => SymmetricMatrices.Any.Sample(sample =>
    {
        var vectors = SymmetricEigen.Decompose(sample.Matrix).Vectors;
        for (var i = 0; i < vectors.Rows; i++) Assert.True(vectors.Row(i).ToArray().MaxBy(Math.Abs) > 0);
    }, iter: 50);

    [Theory]
    [InlineData("random"), InlineData("mostly zero")]
    public void Decompose_GivesTheSameBits_WithAnyNumberOfThreads(string spectrum)
    {
        var a = SymmetricMatrices.WithSpectrum(spectrum, 333, seed: 6);
        var alone = SymmetricEigen.Decompose(a, WorkerTeam.Alone);
        foreach (var threads in (int[])[1, 2, 3, 4])
        {
            using var team = new WorkerTeam(threads);
            var together = SymmetricEigen.Decompose(a, team);
            Assert.Equal(alone.Values, together.Values);
            Assert.Equal(alone.Vectors.AsSpan(), together.Vectors.AsSpan());
            Assert.Equal(alone.Values, SymmetricEigen.DecomposeValues(a, team));
        }
    }

    [Fact]
    public void Decompose_GivesTheseBits_OnEveryMachine()
    {
        // Recorded; the same with registers of 512, 256 and 128 bits and none at all. A change of the algorithm changes them.
        var random = new RandomSource(12);
        var a = new Matrix<double>(300, 300);
        for (var i = 0; i < 300; i++)
            for (var j = 0; j <= i; j++) a[i, j] = a[j, i] = random.NextUniform() - 0.5;
        var eigen = SymmetricEigen.Decompose(a);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<double>(eigen.Values));
        hash.AppendData(MemoryMarshal.AsBytes(eigen.Vectors.AsSpan()));
        Assert.Equal("D4CC7CA6D1700146", Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    [Fact]
    public void Decompose_TakesTheMean_WhenMirroredCellsDifferByRounding()
    {
        var a = SymmetricMatrices.WithSpectrum("random", 12, seed: 7);
        var expected = SymmetricEigen.Decompose(a);
        var rounded = a.Clone();
        rounded[2, 9] += 1e-10;
        rounded[9, 2] -= 1e-10;
        var values = SymmetricEigen.Decompose(rounded).Values;
        for (var i = 0; i < 12; i++) Assert.Equal(expected.Values[i], values[i], Tolerance(12));
    }

    [Fact]
    public void Decompose_NamesTheFault_WhenTheMatrixIsUnfit()
    {
        Assert.Equal("an eigenproblem needs a square matrix, but this one is 2 × 3 (Parameter 'symmetric')", Fault(new(2, 3)));
        Assert.Equal(
            "cell (0, 1) of the 2 × 2 matrix is NaN; an eigenproblem needs finite cells (Parameter 'symmetric')",
            Fault(new(2, 2, [1, double.NaN, double.NaN, 1])));
        Assert.Equal(
            "cell (1, 1) of the 2 × 2 matrix is Infinity; an eigenproblem needs finite cells (Parameter 'symmetric')",
            Fault(new(2, 2, [1, 0, 0, double.PositiveInfinity])));
        Assert.Equal(
            "the 2 × 2 matrix is not symmetric: cell (1, 0) is 3, cell (0, 1) is 2; use ½(A + Aᵀ) if that is what is meant "
            + "(Parameter 'symmetric')",
            Fault(new(2, 2, [1, 2, 3, 4])));

        static string Fault(Matrix<double> a)
        {
            var message = Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(a)).Message;
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => SymmetricEigen.DecomposeValues(a)).Message);
            return message;
        }
    }

    /// <summary>a · b with every sum in plain order: an oracle apart from the code under test.</summary>
    internal static Matrix<double> Product(
        Matrix<double> a, Matrix<double> b)
    {
        var c = new Matrix<double>(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
            for (var p = 0; p < a.Columns; p++)
                for (var j = 0; j < b.Columns; j++) c[i, j] += a[i, p] * b[p, j];
        return c;
    }

    internal static void AssertIdentity(Matrix<double> a, double tolerance)
    {
        for (var i = 0; i < a.Rows; i++)
            for (var j = 0; j < a.Columns; j++) Assert.Equal(i == j ? 1 : 0, a[i, j], tolerance);
    }
}
