using CsCheck;
using LinearAutoencoders.Numerics;
using Oracle = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace LinearAutoencoders.Tests.Numerics;

public class OrthonormalRowsTests
{
    private const double Epsilon = 1.0 / (1L << 52);

    /// <summary>
    /// Rounding of a sum of m products of unit vectors' elements, twice as much where half of a vector was projected away.
    /// </summary>
    private static double Tolerance(int m) => 16 * Epsilon * Math.Sqrt(m);

    private static readonly Gen<(int Rows, int Columns, ulong Seed)> Shapes =
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 60], Gen.ULong).Select((k, more, seed) => (k, k + more, seed));

    [Fact]
    public void Basis_IsOrthonormal_WhateverTheVectors() =>
        Gen.Select(Shapes, Gen.Int[0, 14], Gen.Int[-290, 8]).Sample((shape, dependence, exponent) =>
        {
            var vectors = Normal(shape.Rows, shape.Columns, shape.Seed);
            // All near the first one, at distances down to rounding, and one much shorter than the others.
            for (var i = 1; i < shape.Rows; i++)
                for (var j = 0; j < shape.Columns; j++)
                    vectors[i, j] = vectors[0, j] + Math.Pow(10, -dependence) * vectors[i, j];
            for (var j = 0; j < shape.Columns && shape.Rows > 0; j++)
                vectors[shape.Rows / 2, j] *= Math.Pow(10, exponent);
            AssertOrthonormal(Basis(vectors));
        }, iter: 200);

    [Fact]
    public void Projector_IsThatOfTheSingularVectors_WhenTheVectorsAreWellConditioned() => Shapes.Sample(shape =>
    {
        if (shape.Rows == 0) return;
        var vectors = Normal(shape.Rows, shape.Columns + 40, shape.Seed);
        var svd = Oracle.Build.Dense(vectors.Columns, vectors.Rows, (i, j) => vectors[j, i]).Svd();
        var left = svd.U.SubMatrix(0, vectors.Columns, 0, vectors.Rows);
        var expected = left * left.Transpose();

        var basis = Basis(vectors);
        var projector = SymmetricEigenTests.Product(basis.Transpose(), basis);
        for (var i = 0; i < vectors.Columns; i++)
            for (var j = 0; j < vectors.Columns; j++)
                Assert.Equal(expected[i, j], projector[i, j], Tolerance(vectors.Columns) * svd.ConditionNumber);
    }, iter: 50);

    [Fact]
    public void Basis_DoesNotDependOnLengths_WhenTheyArePowersOfTwo() => Shapes.Sample(shape =>
    {
        var vectors = Normal(shape.Rows, shape.Columns, shape.Seed);
        var expected = Basis(vectors);
        var random = new RandomSource(shape.Seed, stream: 1);
        for (var i = 0; i < shape.Rows; i++)
        {
            var power = random.NextBelow(1900) - 950;
            foreach (ref var element in vectors.Row(i)) element = Math.ScaleB(element, power);
        }
        Assert.Equal(expected.AsSpan(), Basis(vectors).AsSpan());
    }, iter: 100);

    [Fact]
    public void Basis_KeepsAVector_ThatIsEightOrdersShorterThanTheOthers()
    {
        var vectors = Normal(4, 12, seed: 8);
        var expected = Basis(vectors);
        foreach (ref var element in vectors.Row(2)) element *= 2e-8;
        AssertClose(expected, Basis(vectors), 1e-13);
    }

    [Theory]
    [InlineData(5, 9), InlineData(50, 50), InlineData(70, 90)]
    public void Basis_IsCompletedAndSpansTheVectors_WhenSomeAreZeroOrRepeated(int k, int m)
    {
        var vectors = Normal(k, m, seed: 9);
        vectors.Row(0).Clear();
        vectors.Row(2).CopyTo(vectors.Row(3));
        for (var i = 5; i + 7 < k; i += 7)
        {
            vectors.Row(i).CopyTo(vectors.Row(i + 1));
            vectors.Row(i + 2).Clear();
        }

        var basis = Basis(vectors);
        AssertOrthonormal(basis);
        Assert.Equal(basis.AsSpan(), Basis(vectors).AsSpan());
        var projected = SymmetricEigenTests.Product(SymmetricEigenTests.Product(vectors, basis.Transpose()), basis);
        AssertClose(vectors, projected, Tolerance(m) * 10);
    }

    [Fact]
    public void Basis_IsTheAxes_WhenAllVectorsAreZero()
    {
        var basis = Basis(new Matrix<double>(40, 60));
        for (var i = 0; i < 40; i++) Assert.Equal(1, basis[i, i]);
        AssertOrthonormal(basis);
    }

    [Fact]
    public void Compute_WidensTheVectorsFirst_WhenTheyAreFloats() => Shapes.Sample(shape =>
    {
        var vectors = Normal(shape.Rows, shape.Columns, shape.Seed).ConvertTo<float>();
        var basis = new Matrix<double>(shape.Rows, shape.Columns);
        new OrthonormalRows(shape.Rows, shape.Columns).Compute(vectors, basis);
        Assert.Equal(Basis(vectors.ConvertTo<double>()).AsSpan(), basis.AsSpan());
    }, iter: 20);

    [Fact]
    public void Basis_IsTheSameBits_WithAnyNumberOfThreads()
    {
        var vectors = Normal(150, 400, seed: 10);
        var alone = Basis(vectors);
        foreach (var threads in (int[])[1, 2, 4])
        {
            using var team = new WorkerTeam(threads);
            Assert.Equal(alone.AsSpan(), Basis(vectors, team).AsSpan());
        }
    }

    [Theory]
    [InlineData(20, 100), InlineData(100, 150)]
    public void Compute_AllocatesNothing_AfterTheFirstTime(int k, int m)
    {
        var vectors = Normal(k, m, seed: 11);
        vectors.Row(k / 2).Clear();
        var basis = new Matrix<double>(k, m);
        var solver = new OrthonormalRows(k, m);
        for (var i = 0; i < 3; i++) solver.Compute(vectors, basis);

        var before = GC.GetAllocatedBytesForCurrentThread();
        solver.Compute(vectors, basis);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void OrthonormalRows_NameTheFault_WhenTheInputIsUnfit()
    {
        Assert.Equal(
            "5 orthonormal vectors of 4 elements do not exist; there are 4 at most (Parameter 'rows')",
            Assert.Throws<ArgumentException>(() => new OrthonormalRows(5, 4)).Message);
        var vectors = new Matrix<double>(3, 4);
        vectors[1, 2] = double.NaN;
        Assert.Equal(
            "element 2 of vector 1 is NaN; a basis needs finite vectors (Parameter 'vectors')",
            Assert.Throws<ArgumentException>(() => Basis(vectors)).Message);
        vectors[1, 2] = double.NegativeInfinity;
        Assert.Equal(
            "element 2 of vector 1 is -Infinity; a basis needs finite vectors (Parameter 'vectors')",
            Assert.Throws<ArgumentException>(() => Basis(vectors)).Message);
    }

    private static Matrix<double> Normal(int rows, int columns, ulong seed)
    {
        var matrix = new Matrix<double>(rows, columns);
        new RandomSource(seed).FillNormal(matrix.AsSpan());
        return matrix;
    }

    private static Matrix<double> Basis(Matrix<double> vectors, WorkerTeam? team = null)
    {
        var basis = new Matrix<double>(vectors.Rows, vectors.Columns);
        new OrthonormalRows(vectors.Rows, vectors.Columns).Compute(vectors, basis, team);
        return basis;
    }

    private static void AssertOrthonormal(Matrix<double> basis) =>
        SymmetricEigenTests.AssertIdentity(SymmetricEigenTests.Product(basis, basis.Transpose()), Tolerance(basis.Columns));

    private static void AssertClose(Matrix<double> expected, Matrix<double> actual, double tolerance)
    {
        for (var i = 0; i < expected.Rows; i++)
            for (var j = 0; j < expected.Columns; j++) Assert.Equal(expected[i, j], actual[i, j], tolerance);
    }
}
