using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>Rows in compressed form are the rows.</summary>
public class SparseBlockTests
{
    [Fact]
    public void Moments_OfASparseSource_HaveTheBitsOfItsRows() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.ULong, Gen.Int[1, 20].Array[1, 3]).Sample((n, m, seed, sizes) =>
        {
            var samples = Sparse(n, m, seed);
            var expected = new DataMoments(new MatrixSource<double>(samples), center: true);
            var moments = new DataMoments(new SparseSource(samples, sizes), center: true);
            Close.AssertSameBits<double>([.. expected.Mean], [.. moments.Mean], "mean");
            Close.AssertSameBits<double>(expected.SecondMoment.AsSpan(), moments.SecondMoment.AsSpan(), "Σ");
        });

    [Fact]
    public void CopyTo_WritesAnyRows_WithTheirZeros()
    {
        var block = SparseSource.Compress(Matrix.FromArray(new double[,] { { 1, 0, 2 }, { 0, 0, 0 }, { 0, 3, 0 } }));
        var rows = new Matrix<double>(2, 3);
        rows.AsSpan().Fill(9);
        block.CopyTo(1, rows);
        Assert.Equal([0, 0, 0, 0, 3, 0], rows.AsSpan().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => block.CopyTo(2, rows));
        Assert.Throws<ArgumentException>(() => block.CopyTo(0, new Matrix<double>(2, 4)));
    }

    [Theory]
    [InlineData("the row starts must begin with 0", new[] { 1, 3 }, new[] { 0, 1, 2 })]
    [InlineData("the row starts must begin with 0", new int[0], new[] { 0, 1, 2 })]
    [InlineData("the row starts end with 2, but there are 3 values and 3 columns", new[] { 0, 2 }, new[] { 0, 1, 2 })]
    [InlineData("there are 3 values and 2 columns", new[] { 0, 3 }, new[] { 0, 1 })]
    [InlineData("row 1 starts at value 2 and ends at 1 of 3", new[] { 0, 2, 1, 3 }, new[] { 0, 1, 2 })]
    [InlineData("row 0 starts at value 0 and ends at 7 of 3", new[] { 0, 7, 3 }, new[] { 0, 1, 2 })]
    [InlineData("row 0 has a value in column 4, but the columns are 0 to 3", new[] { 0, 3 }, new[] { 0, 1, 4 })]
    [InlineData("row 0 has a value in column -1, but", new[] { 0, 3 }, new[] { -1, 1, 2 })]
    [InlineData("row 1 has a value in column 1 after one in column 1", new[] { 0, 1, 3 }, new[] { 3, 1, 1 })]
    public void Block_IsRefused_WhereItMakesNoSense(string message, int[] starts, int[] columns) => Assert.Contains(
        message, Assert.Throws<ArgumentException>(() => new SparseBlock(4, starts, columns, new double[3])).Message);

    private static Matrix<double> Sparse(int n, int m, ulong seed)
    {
        var (samples, random) = (new Matrix<double>(n, m), new RandomSource(seed));
        foreach (ref var cell in samples.AsSpan())
            if (random.NextBelow(4) == 0) cell = random.NextUniform() - 0.3;
        return samples;
    }
}
