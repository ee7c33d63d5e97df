using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Half of a symmetric product must be all of it: training must not see where its blocks end.</summary>
public class SymmetricProductTests
{
    // Sizes of narrow products, of one block of columns and of several, whole and not.
    private static readonly Gen<(int Size, int Inner, ulong Seed)> Products =
        from size in Gen.OneOf(Gen.Int[1, 20], Gen.Int[90, 100], Gen.Int[190, 200], Gen.Int[250, 300])
        from inner in Gen.OneOf(Gen.Int[1, 40], Gen.Int[60, 90])
        from seed in Gen.ULong
        select (size, inner, seed);

    [Fact]
    public void ProductWithItself_IsTheWholeProduct_BitForBit() => Products.Sample((size, inner, seed) =>
    {
        var a = Normal(size, inner, seed);
        var (half, whole) = (new Matrix<float>(size, size), new Matrix<float>(size, size));
        half.AsSpan().Fill(float.NaN);

        SymmetricProduct.MultiplyByTransposed(a, a, half);
        MatrixProduct.MultiplyByTransposed(a, a, whole);

        Assert.Equal(whole.AsSpan().ToArray(), half.AsSpan().ToArray());
    }, iter: 40);

    [Fact]
    public void ProductWithAScaledSelf_IsSymmetric_AndItsUpperTriangleThatOfTheWholeProduct() => Products.Sample(
        (size, inner, seed) =>
    {
        var a = Normal(size, inner, seed);
        var scaled = a.Clone();
        for (var i = 0; i < size; i++)
            for (var j = 0; j < inner; j++) scaled[i, j] *= 1 + j / 3f;
        var (half, whole) = (new Matrix<float>(size, size), new Matrix<float>(size, size));

        SymmetricProduct.MultiplyByTransposed(scaled, a, half);
        MatrixProduct.MultiplyByTransposed(scaled, a, whole);

        for (var i = 0; i < size; i++)
            for (var j = i; j < size; j++)
            {
                Assert.Equal(whole[i, j], half[i, j]);
                // Up to 90 products of sizes that sum to some 3000, in float32.
                Close.Assert(half[i, j], half[j, i], 1e-2, "the mirrored cell");
            }
    }, iter: 40);

    private static Matrix<float> Normal(int rows, int columns, ulong seed)
    {
        var matrix = new Matrix<float>(rows, columns);
        new RandomSource(seed).FillNormal(matrix.AsSpan());
        return matrix;
    }
}
