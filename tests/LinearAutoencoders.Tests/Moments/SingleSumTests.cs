using CsCheck;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

public class SingleSumTests
{
    /// <summary>Half a unit in the last place of single precision.</summary>
    private const double Unit = 1.0 / (1 << 24);

    [Fact]
    public void Moments_AreThoseInDoublePrecision_WithinTheRoundingOfAChunk() =>
        Gen.Select(Gen.Int[2, 5000], Gen.Int[1, 70], Gen.Double[-100, 100], Gen.ULong).Sample((rows, columns, offset, seed) =>
        {
            var (samples, factors) = Draw(rows, columns, offset, seed);
            var found = Sum(samples, factors, WorkerTeam.Shared, rows).Copy()!;
            var scaled = samples.ConvertTo<double>();
            for (var i = 0; i < rows; i++)
                foreach (ref var value in scaled.Row(i)) value *= factors[i];
            var exact = new SampleSum(columns);
            exact.Add(scaled);
            var expected = exact.Copy()!;
            Assert.Equal(expected.Count, found.Count);
            for (var i = 0; i < columns; i++)
            {
                // Each value is rounded twice; and the offset that is left is that between the first chunk's mean and the mean.
                var stored = 4 * Unit * Math.Abs(offset);
                Assert.Equal(expected.Mean[i], found.Mean[i], stored + 4 * Unit);
                for (var j = i; j < columns; j++)
                {
                    var largest = Math.Sqrt(expected.Squares[i, i] * expected.Squares[j, j]);
                    // Twice: the deviations are from the first chunk's mean, whose sum of squares is larger than that about the mean.
                    Assert.Equal(expected.Squares[i, j], found.Squares[i, j],
                        2 * 2048 * Unit * largest + 4 * stored * Math.Sqrt(rows) * (Math.Sqrt(largest) + stored * Math.Sqrt(rows)) + 1e-12);
                }
            }
        }, iter: 30);

    [Fact]
    public void ThreadsAndBlocks_DoNotShow()
    {
        var (samples, factors) = Draw(4500, 100, offset: 3, seed: 5);
        using var three = new WorkerTeam(3);
        var (one, other) = (Sum(samples, factors, WorkerTeam.Alone, 4500).Copy()!, Sum(samples, factors, three, 700).Copy()!);
        Assert.Equal(one.Mean, other.Mean);
        for (var i = 0; i < 100; i++) Assert.Equal(one.Squares.Row(i)[i..].ToArray(), other.Squares.Row(i)[i..].ToArray());
    }

    [Fact]
    public void Tiles_GiveTheSameBits()
    {
        var (samples, _) = Draw(600, 131, offset: 0.5, seed: 6);
        Matrix<double>? first = null;
        foreach (var tile in TileChoice.Runnable)
        {
            var gram = new SingleGram(TileChoice.Engine<float>(tile), 131);
            gram.Add(samples, WorkerTeam.Shared);
            var sum = gram.Copy();
            first ??= sum;
            for (var i = 0; i < 131; i++) Assert.Equal(first.Value.Row(i)[i..].ToArray(), sum.Row(i)[i..].ToArray());
        }
    }

    private static SampleSum Sum(Matrix<float> samples, float[] factors, WorkerTeam team, int block)
    {
        var sum = new SingleSum(samples.Columns, team);
        for (var start = 0; start < samples.Rows; start += block)
        {
            var count = Math.Min(block, samples.Rows - start);
            sum.Add(samples.RowRange(start, count), factors.AsMemory(start, count));
        }
        return sum.Copy();
    }

    private static (Matrix<float> Samples, float[] Factors) Draw(int rows, int columns, double offset, ulong seed)
    {
        var (samples, random) = (new Matrix<double>(rows, columns), new RandomSource(seed));
        random.FillNormal(samples.AsSpan());
        foreach (ref var value in samples.AsSpan()) value += offset;
        return (samples.ConvertTo<float>(), [.. Enumerable.Range(0, rows).Select(i => i % 4 == 0 ? 0.75f : 1)]);
    }
}
