using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class SymmetricVectorProductTests
{
    /// <summary>Spacing of the doubles at 1.</summary>
    private const double Epsilon = 1.0 / (1L << 52);

    [Fact]
    public void Multiply_EqualsThePlainSums_AndReadsTheUpperTriangleAlone() =>
        Gen.Select(Gen.Int[1, 230], Gen.ULong).Sample((size, seed) =>
        {
            var (upper, x) = Draw(size, seed);
            var y = new double[size];
            new SymmetricVectorProduct(230).Multiply(upper, x, y, WorkerTeam.Alone);

            for (var i = 0; i < size; i++)
            {
                var (sum, magnitude) = (0.0, 0.0);
                for (var j = 0; j < size; j++)
                {
                    var term = upper[Math.Min(i, j), Math.Max(i, j)] * x[j];
                    sum += term;
                    magnitude += Math.Abs(term);
                }
                Assert.Equal(sum, y[i], size * Epsilon * magnitude);
            }
        }, iter: 200);

    [Fact]
    public void Multiply_GivesTheSameBits_WithAnyNumberOfThreads()
    {
        var (upper, x) = Draw(301, seed: 1);
        var alone = new double[301];
        new SymmetricVectorProduct(301).Multiply(upper, x, alone, WorkerTeam.Alone);
        foreach (var threads in (int[])[2, 3, 5])
        {
            using var team = new WorkerTeam(threads);
            var together = new double[301];
            new SymmetricVectorProduct(301).Multiply(upper, x, together, team);
            Assert.Equal(alone, together);
        }
    }

    private static (Matrix<double> Upper, double[] X) Draw(int size, ulong seed)
    {
        var random = new RandomSource(seed);
        var upper = new Matrix<double>(size, size);
        random.FillNormal(upper.AsSpan());
        for (var i = 0; i < size; i++) upper.Row(i)[..i].Fill(double.NaN);
        var x = new double[size];
        random.FillNormal<double>(x);
        return (upper, x);
    }
}
