using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class SymmetricRowsProductTests
{
    /// <summary>Spacing of the doubles at 1.</summary>
    private const double Epsilon = 1.0 / (1L << 52);

    [Fact]
    public void Multiply_EqualsThePlainSums_AndReadsTheUpperTriangleAlone() =>
        Gen.Select(Gen.Int[1, 330], Gen.Int[1, 16], Gen.Int[0, 9], Gen.ULong).Sample((size, rows, gap, seed) =>
        {
            var (upper, x) = Draw(size, rows, gap, seed);
            var product = new SymmetricRowsProduct(size);
            var p = new Matrix<double>(rows, size);
            product.Multiply(upper, x, p, WorkerTeam.Alone);
            RequireProduct(upper, x, p);

            // What a product leaves behind is not in the next, of fewer rows.
            var first = x.RowRange(0, (rows + 1) / 2);
            var again = new Matrix<double>(first.Rows, size);
            product.Multiply(upper, first, again, WorkerTeam.Shared);
            RequireProduct(upper, first, again);
        }, iter: 150);

    [Fact]
    public void Multiply_GivesTheSameBits_WithAnyNumberOfThreads_ForwardsAndBackwards()
    {
        var (upper, x) = Draw(653, 11, gap: 0, seed: 1);
        var alone = new Matrix<double>(11, 653);
        var product = new SymmetricRowsProduct(653);
        product.Multiply(upper, x, alone, WorkerTeam.Alone);
        foreach (var threads in (int[])[1, 2, 3, 5])
        {
            using var team = new WorkerTeam(threads);
            var together = new Matrix<double>(11, 653);
            product.Multiply(upper, x, together, team);
            Close.AssertSameBits<double>(alone.AsSpan(), together.AsSpan(), $"{threads} threads");
        }
    }

    [Fact]
    public void AddTriangle_GivesTheSameBits_WithEveryTile() =>
        Gen.Select(Gen.Int[1, 150], Gen.Int[1, 8], Gen.ULong).Sample((size, rows, seed) =>
        {
            var (upper, x) = Draw(size, rows, gap: 3, seed);
            var expected = AddTriangle("scalar", upper, x);
            foreach (var tile in TileChoice.Runnable)
                Close.AssertSameBits<double>(expected.AsSpan(), AddTriangle(tile, upper, x).AsSpan(), tile);
        }, iter: 100);

    [Theory]
    [InlineData(1e-300, 1e-8)]
    [InlineData(1e300, 1e-20)]
    [InlineData(1e-160, 1e-140)]
    public void Multiply_EqualsThePlainSums_OfExtremes(double scaleOfMatrix, double scaleOfRows)
    {
        var (upper, x) = Draw(301, 5, gap: 0, seed: 7);
        for (var i = 0; i < 301; i++) RowKernels.Scale(scaleOfMatrix, upper.Row(i));
        for (var r = 0; r < 5; r++) RowKernels.Scale(scaleOfRows, x.Row(r));
        var p = new Matrix<double>(5, 301);
        new SymmetricRowsProduct(301).Multiply(upper, x, p, WorkerTeam.Alone);
        RequireProduct(upper, x, p);
    }

    private static void RequireProduct(Matrix<double> upper, Matrix<double> x, Matrix<double> p)
    {
        for (var r = 0; r < x.Rows; r++)
            for (var i = 0; i < upper.Rows; i++)
            {
                var (sum, magnitude) = (0.0, 0.0);
                for (var j = 0; j < upper.Rows; j++)
                {
                    var term = upper[Math.Min(i, j), Math.Max(i, j)] * x[r, j];
                    sum += term;
                    magnitude += Math.Abs(term);
                }
                // Each term is rounded once here, and may vanish below the smallest number.
                Assert.Equal(sum, p[r, i], upper.Rows * (Epsilon * magnitude + double.Epsilon));
            }
    }

    /// <summary>X · A, by one tile, padded.</summary>
    private static unsafe Matrix<double> AddTriangle(string tile, Matrix<double> upper, Matrix<double> x)
    {
        var padded = Blocking.RoundUp(upper.Rows, Interleaving<double>.Sums);
        var (factors, sums) = (new Matrix<double>(x.Rows, padded), new Matrix<double>(x.Rows, padded));
        x.CopyTo(factors.ColumnRange(0, upper.Rows));
        fixed (double* a = &upper.Origin, f = &factors.Origin, p = &sums.Origin)
            TileChoice.Engine<double>(tile).AddTriangle(
                new TrianglePart<double>
                {
                    A = a,
                    ARow = upper.Stride,
                    X = f,
                    P = p,
                    Row = padded,
                    Size = upper.Rows,
                    Rows = x.Rows,
                    Start = 0,
                    End = upper.Rows,
                });
        return sums;
    }

    /// <summary>A symmetric matrix whose lower half is no numbers, with gaps between its rows, and rows to multiply by it.</summary>
    private static (Matrix<double> Upper, Matrix<double> X) Draw(int size, int rows, int gap, ulong seed)
    {
        var random = new RandomSource(seed);
        var room = new Matrix<double>(size, size + gap);
        random.FillNormal(room.AsSpan());
        for (var i = 0; i < size; i++)
        {
            room.Row(i)[..i].Fill(double.NaN);
            room.Row(i)[size..].Fill(double.NaN);
        }
        var x = new Matrix<double>(rows, size);
        random.FillNormal(x.AsSpan());
        return (room.ColumnRange(0, size), x);
    }
}
