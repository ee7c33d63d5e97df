using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Products a · bᵀ of few rows each: the bits of their own fixed order of sums, by every tile.</summary>
public class NarrowProductTests
{
    public static TheoryData<string> RunnableTiles => [.. TileChoice.Runnable];

    // Around the tiles of 3 to 5 rows, the steps of 8 and 16 elements, and the ends of what is narrow.
    private static readonly Gen<(int Rows, int Columns, int Inner, int Gap, ulong Seed)> Shapes = Gen.Select(
        Gen.Int[1, 34], Gen.Int[1, 34], Gen.OneOf(Gen.Int[62, 130], Gen.Const(784), Gen.Const(1000)), Gen.Int[0, 5], Gen.ULong);

    [Theory, MemberData(nameof(RunnableTiles))]
    public void MultiplyByTransposed_EqualsScalarTwin_BitForBit(string tile) => Shapes.Sample(shape =>
    {
        AssertProduct<float>(tile, shape);
        AssertProduct<double>(tile, shape);
    }, iter: 150);

    [Theory, MemberData(nameof(RunnableTiles))]
    public void SymmetricProduct_IsTheUpperTriangle_Mirrored(string tile) => Shapes.Sample(shape =>
    {
        AssertSymmetric<float>(tile, shape);
        AssertSymmetric<double>(tile, shape);
    }, iter: 50);

    [Fact]
    public void InterleavedSums_AreTheProduct() => Shapes.Sample(shape =>
    {
        var (rows, columns, inner, gap, seed) = shape;
        var (a, b) = (Normal<double>(rows, inner, gap, seed), Normal<double>(columns, inner, gap, seed + 1));
        var (interleaved, inOrder) = (new Matrix<double>(rows, columns), new Matrix<double>(rows, columns));
        MatrixProduct.MultiplyByTransposed(a, b, interleaved);
        ScalarTwin.Multiply(a, b.Transpose(), inOrder);
        // Each of the two sums is off by at most its number of terms times the rounding of their absolute sum.
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
            {
                var tolerance = 2 * inner * Close.Rounding * AbsoluteSum(a.Row(i), b.Row(j));
                Close.Assert(inOrder[i, j], interleaved[i, j], tolerance, $"({i}, {j})");
            }
    }, iter: 50);

    // What is multiplied by nothing must be nothing: the lanes before a tail hold other elements, these may be infinite.
    [Theory, MemberData(nameof(RunnableTiles))]
    public void Infinities_ReachOnlyTheirOwnCells(string tile)
    {
        var (a, b) = (Normal<float>(3, 71, 0, seed: 1), Normal<float>(4, 71, 0, seed: 2));
        a[1, 60] = float.PositiveInfinity;
        var (expected, actual) = (new Matrix<float>(3, 4), new Matrix<float>(3, 4));
        ScalarTwin.MultiplyByTransposed(a, b, expected);
        MatrixProduct.MultiplyByTransposed(TileChoice.Engine<float>(tile), a, b, actual, accumulate: false, null);
        Assert.Equal(expected.AsSpan(), actual.AsSpan());
        Assert.All(actual.Row(1).ToArray(), cell => Assert.True(float.IsInfinity(cell)));
        Assert.All(actual.Row(0).ToArray(), cell => Assert.True(float.IsFinite(cell)));
    }

    private static void AssertProduct<T>(string tile, (int Rows, int Columns, int Inner, int Gap, ulong Seed) shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (rows, columns, inner, gap, seed) = shape;
        var (a, b) = (Normal<T>(rows, inner, gap, seed), Normal<T>(columns, inner, gap, seed + 1));
        foreach (var accumulate in new[] { false, true })
        {
            var actual = Normal<T>(rows, columns, gap, seed + 2);
            var expected = actual.Clone();
            ScalarTwin.MultiplyByTransposed(a, b, expected, accumulate);
            MatrixProduct.MultiplyByTransposed(TileChoice.Engine<T>(tile), a, b, actual, accumulate, null);
            AssertSameBits(expected, actual);
        }
    }

    private static void AssertSymmetric<T>(string tile, (int Rows, int Columns, int Inner, int Gap, ulong Seed) shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (size, inner) = (Math.Min(shape.Rows, 32), Math.Max(shape.Inner, 64));
        Assert.True(Interleaving<T>.Suits(size, size, inner));
        var a = Normal<T>(size, inner, shape.Gap, shape.Seed);
        // Not symmetric at all: one can see where each cell comes from.
        var b = Normal<T>(size, inner, shape.Gap, shape.Seed + 1);
        var (expected, actual) = (new Matrix<T>(size, size), Normal<T>(size, size, shape.Gap, seed: 3));
        ScalarTwin.MultiplyByTransposed(a, b, expected);
        SymmetricProduct.MirrorUpperTriangle(expected);
        MatrixProduct.MultiplyByTransposed(TileChoice.Engine<T>(tile), a, b, actual, accumulate: false, null, symmetric: true);
        AssertSameBits(expected, actual);
    }

    private static double AbsoluteSum(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var p = 0; p < x.Length; p++) sum += Math.Abs(x[p] * y[p]);
        return sum;
    }

    /// <summary>A view, the cells beside which would spoil any sum they got into.</summary>
    private static Matrix<T> Normal<T>(int rows, int columns, int gap, ulong seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var whole = new Matrix<T>(rows + gap, columns + gap);
        whole.AsSpan().Fill(T.NaN);
        var view = whole.RowRange(0, rows).ColumnRange(gap, columns);
        var random = new RandomSource(seed);
        for (var i = 0; i < rows; i++) random.FillNormal(view.Row(i));
        return view;
    }

    private static void AssertSameBits<T>(Matrix<T> expected, Matrix<T> actual) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < expected.Rows; i++) Assert.Equal(expected.Row(i).ToArray(), actual.Row(i).ToArray());
    }
}
