using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class VectorsTests
{
    [Fact]
    public void Dot_SumsInEightInterleavedPartialSums_BitForBit() =>
        Gen.Select(Gen.Int[0, 70], Gen.ULong).Sample((length, seed) =>
        {
            SameBits(Normal<float>(length, seed), Normal<float>(length, seed + 1));
            SameBits(Normal<double>(length, seed), Normal<double>(length, seed + 1));
        }, iter: 200);

    [Fact]
    public void Dot_OfMatrices_AddsTheRowsInOrder_OfViewsToo()
    {
        var whole = new Matrix<float>(5, 20);
        new RandomSource(1).FillNormal(whole.AsSpan());
        var view = whole.ColumnRange(3, 11);

        var expected = 0.0;
        for (var i = 0; i < view.Rows; i++) expected += Vectors.SquaredNorm<float>(view.Row(i));
        Assert.Equal(expected, Vectors.Dot(view, view));
    }

    [Fact]
    public void Dot_NamesBothLengths_WhenTheyDiffer()
    {
        var error = Assert.Throws<ArgumentException>(() => Vectors.Dot<double>(new double[3], new double[4]));
        Assert.Equal("x has 3 elements and y 4", error.Message);
    }

    private static void SameBits<T>(T[] x, T[] y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sums = new double[8];
        for (var i = 0; i < x.Length; i++)
            sums[i % 8] = double.FusedMultiplyAdd(double.CreateTruncating(x[i]), double.CreateTruncating(y[i]), sums[i % 8]);
        var expected = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
        Assert.Equal(expected, Vectors.Dot<T>(x, y));
    }

    private static T[] Normal<T>(int length, ulong seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[length];
        new RandomSource(seed).FillNormal<T>(values);
        return values;
    }
}
