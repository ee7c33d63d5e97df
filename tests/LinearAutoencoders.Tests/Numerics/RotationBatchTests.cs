using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class RotationBatchTests
{
    [Fact]
    public void Flush_EqualsOneRotationAtATime_BitForBit() =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[1, 40], Gen.Int[0, 80], Gen.ULong).Sample((rows, columns, sweeps, seed) =>
        {
            var random = new RandomSource(seed);
            var expected = new Matrix<double>(rows, columns);
            random.FillNormal(expected.AsSpan());
            using var team = new WorkerTeam(2);
            var batch = new RotationBatch(expected, team);
            for (var s = 0; s < sweeps; s++) AddSweep(batch, expected, random);
            batch.Flush();

            var actual = new Matrix<double>(rows, columns);
            for (var i = 0; i < rows; i++) batch.CopyRow(i, actual.Row(i));
            Assert.Equal(expected.AsSpan(), actual.AsSpan());
        }, iter: 300);

    /// <summary>A sweep over a random stretch of a random block, given to the batch and done at once on the matrix.</summary>
    private static void AddSweep(RotationBatch batch, Matrix<double> matrix, RandomSource random)
    {
        var first = random.NextBelow(matrix.Rows - 1);
        var length = 2 + random.NextBelow(matrix.Rows - first - 1);
        var (origin, direction) = random.NextBelow(8) == 0 ? (first + length - 1, -1) : (first, 1);
        var top = random.NextBelow(length - 1);
        var bottom = top + 1 + random.NextBelow(length - top - 1);

        batch.Begin(origin, direction, top, bottom, out var cosines, out var sines);
        for (var i = bottom - 1; i >= top; i--)
        {
            var (sine, cosine) = Math.SinCos(random.NextUniform() * 6);
            (cosines[i - top], sines[i - top]) = (cosine, sine);
            Rotate(matrix.Row(origin + direction * i), matrix.Row(origin + direction * (i + 1)), cosine, sine);
        }
    }

    private static void Rotate(Span<double> upper, Span<double> lower, double cosine, double sine)
    {
        for (var j = 0; j < upper.Length; j++)
            (upper[j], lower[j]) = (
                double.FusedMultiplyAdd(-sine, lower[j], cosine * upper[j]),
                double.FusedMultiplyAdd(sine, upper[j], cosine * lower[j]));
    }
}
