using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Eigenvectors by refinement from the axes are those of the matrix to rounding, or there are none.</summary>
public class NearDiagonalEigenTests
{
    /// <summary>A diagonal, whether descending or nearly so, with equal values or not, and what disturbs it.</summary>
    private static readonly Gen<Matrix<double>> NearDiagonal =
        from size in Gen.OneOf(Gen.Int[1, 30], Gen.Int[95, 130])
        from disturbance in Gen.Int[0, 5].Select(power => power == 0 ? 0 : Math.Pow(10, -2 * power))
        from isFlat in Gen.Bool
        from seed in Gen.ULong
        select Disturbed(size, disturbance, isFlat, seed);

    [Fact]
    public void Refine_GetsToRounding_OrSaysThatItDoesNot()
    {
        var refined = 0;
        NearDiagonal.Sample(a =>
        {
            var refinement = new EigenRefinement<double>(a.Rows, WorkerTeam.Alone);
            if (!refinement.Refine(a)) return;
            Interlocked.Increment(ref refined);
            AssertEigenpairs(a, refinement.Values, refinement.Vectors, Rounding(a.Rows, Close.Rounding));
            var narrow = new EigenRefinement<float>(a.Rows, WorkerTeam.Alone);
            if (narrow.Refine(a.ConvertTo<float>()))
                AssertEigenpairs(a, narrow.Values, narrow.Vectors.ConvertTo<double>(), Rounding(a.Rows, Math.ScaleB(1, -24)));
        }, iter: 200);
        Assert.InRange(refined, 100, 200);
    }

    [Fact]
    public void Refine_BesideAMetric_GetsToRounding_OrSaysThatItDoesNot()
    {
        var refined = 0;
        Gen.Select(NearDiagonal, Gen.Int[1, 5].Select(power => Math.Pow(10, -2 * power)), Gen.ULong).Sample((a, disturbance, seed) =>
        {
            var metric = Disturbed(a.Rows, disturbance, isFlat: true, seed);
            for (var i = 0; i < a.Rows; i++) metric[i, i] = 1 + disturbance * i / a.Rows;
            refined += RefinesBesideMetric(a, metric, Close.Rounding) ? 1 : 0;
            RefinesBesideMetric(a.ConvertTo<float>(), metric.ConvertTo<float>(), Math.ScaleB(1, -24));
        }, iter: 200, threads: 1);
        Assert.InRange(refined, 100, 200);
    }

    private static bool RefinesBesideMetric<T>(Matrix<T> a, Matrix<T> metric, double roundoff)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var refinement = new EigenRefinement<T>(a.Rows, WorkerTeam.Alone);
        if (!refinement.Refine(a, metric)) return false;
        var vectors = refinement.Vectors.ConvertTo<double>();
        Matrix<double> product = new(a.Rows, a.Rows), inner = new(a.Rows, a.Rows);
        MatrixProduct.Multiply(vectors, metric.ConvertTo<double>(), product);
        MatrixProduct.MultiplyByTransposed(product, vectors, inner);
        for (var i = 0; i < a.Rows; i++) inner[i, i]--;
        Close.AssertZero(inner.AsSpan(), Rounding(a.Rows, roundoff), "VGVᵀ − I");
        MatrixProduct.Multiply(vectors, a.ConvertTo<double>(), product);
        MatrixProduct.MultiplyByTransposed(product, vectors, inner);
        for (var i = 0; i < a.Rows; i++) inner[i, i] -= refinement.Values[i];
        Close.AssertZero(inner.AsSpan(), Rounding(a.Rows, roundoff) * refinement.Values.Max(Math.Abs), "VAVᵀ − D");
        for (var i = 1; i < a.Rows; i++) Assert.True(refinement.Values[i] <= refinement.Values[i - 1]);
        return true;
    }

    [Fact]
    public void Decompose_IsRight_NearTheDiagonalAndFarFromIt() =>
        Gen.OneOf(NearDiagonal, SymmetricMatrices.Any.Select(sample => sample.Matrix).Where(matrix => matrix.Rows > 0)).Sample(a =>
        {
            var eigen = new NearDiagonalEigen<double>(a.Rows, WorkerTeam.Alone);
            for (var repeat = 0; repeat < 2; repeat++)
            {
                Assert.True(eigen.Decompose(a));
                AssertEigenpairs(a, eigen.Values, eigen.Vectors, Rounding(a.Rows, Close.Rounding));
            }
        }, iter: 200);

    [Fact]
    public void Decompose_IsTheSameBits_ForAnyNumberOfThreads()
    {
        using var team = new WorkerTeam(3);
        var a = Disturbed(300, 1e-3, isFlat: false, seed: 5);
        var alone = new EigenRefinement<double>(300, WorkerTeam.Alone);
        var together = new EigenRefinement<double>(300, team);
        Assert.True(alone.Refine(a) && together.Refine(a));
        Close.AssertSameBits<double>(alone.Vectors.AsSpan(), together.Vectors.AsSpan(), "vectors");
        Close.AssertSameBits<double>(alone.Values, together.Values, "values");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Decompose_OfWhatIsNoNumber_IsNothing(double cell)
    {
        var a = Disturbed(6, 1e-3, isFlat: false, seed: 1);
        (a[1, 2], a[2, 1]) = (cell, cell);
        Assert.False(new NearDiagonalEigen<double>(6, WorkerTeam.Alone).Decompose(a));
    }

    [Fact]
    public void TriangularProducts_AreTheWholeProducts() => Gen.Select(Gen.OneOf(Gen.Int[1, 20], Gen.Int[90, 210]), Gen.ULong, Gen.Bool)
        .Sample((size, seed, isUpper) =>
        {
            var random = new RandomSource(seed);
            Matrix<double> triangle = new(size, size), other = new(size, size), part = new(size, size), whole = new(size, size);
            random.FillNormal(triangle.AsSpan());
            random.FillNormal(other.AsSpan());
            for (var i = 0; i < size; i++) triangle.Row(i)[isUpper ? ..i : (i + 1)..].Clear();
            TriangularProduct.MultiplyBy(other, triangle, isUpper, part, WorkerTeam.Alone);
            MatrixProduct.Multiply(other, triangle, whole);
            Close.Assert(whole, part, 64 * size * Close.Rounding, "a · t");
            TriangularProduct.Multiply(triangle, isUpper, other, part, WorkerTeam.Alone);
            MatrixProduct.Multiply(triangle, other, whole);
            Close.Assert(whole, part, 64 * size * Close.Rounding, "t · b");
        }, iter: 40);

    [Fact]
    public void TriangularFactor_HasItsInverse() =>
        Gen.Select(Gen.OneOf(Gen.Int[1, 20], Gen.Int[60, 200]), Gen.ULong).Sample((size, seed) =>
    {
        Matrix<double> rows = new(size, 2 * size), gram = new(size, size), product = new(size, size);
        new RandomSource(seed).FillNormal(rows.AsSpan());
        MatrixProduct.MultiplyByTransposed(rows, rows, gram);
        var factor = new TriangularFactor(size);
        Assert.True(factor.Factor(gram, WorkerTeam.Alone) && factor.IsExact);
        MatrixProduct.MultiplyTransposed(factor.Upper, factor.Upper, product);
        Close.Assert(gram, product, 1e-12 * size, "RᵀR");
        MatrixProduct.MultiplyByTransposed(factor.Upper, factor.InverseTransposed, product);
        // The condition of R is below 10: rows twice as many as long.
        for (var i = 0; i < size; i++) product[i, i]--;
        Close.AssertZero(product.AsSpan(), 1e-12 * size, "R · R⁻¹ − I");
    }, iter: 40);

    private static Matrix<double> Disturbed(int size, double disturbance, bool isFlat, ulong seed)
    {
        var random = new RandomSource(seed);
        var a = new Matrix<double>(size, size);
        for (var i = 0; i < size; i++)
        {
            a[i, i] = isFlat ? 1 + (size - i) / 3 : 10.0 * (size - i) / size;
            for (var j = 0; j < i; j++) a[i, j] = a[j, i] = disturbance * (random.NextUniform() - 0.5);
        }
        return a;
    }

    /// <summary>c · k · u: what the rounding of a few products, and cells that count as zero, add up to.</summary>
    private static double Rounding(int size, double roundoff) => 16 * Math.Max(size, 8) * roundoff;

    private static void AssertEigenpairs(Matrix<double> a, double[] values, Matrix<double> vectors, double tolerance)
    {
        Matrix<double> product = new(a.Rows, a.Rows);
        MatrixProduct.MultiplyByTransposed(vectors, vectors, product);
        for (var i = 0; i < a.Rows; i++) product[i, i]--;
        Close.AssertZero(product.AsSpan(), tolerance, "VVᵀ − I");
        MatrixProduct.Multiply(vectors, a, product);
        var largest = values.Max(Math.Abs);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < a.Rows; j++) Close.Assert(values[i] * vectors[i, j], product[i, j], tolerance * largest, $"pair {i}");
            if (i > 0) Assert.True(values[i] <= values[i - 1]);
        }
    }
}
