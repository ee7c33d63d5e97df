using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Theory.Curvature;

namespace LinearAutoencoders.Tests.Theory;

public class OptimalPenaltiesTests
{
    private static readonly Gen<double[]> Spectra = Gen.Double[0.2, 50].Array[2, 30].Select(values => values.OrderDescending().ToArray());

    [Fact]
    public void AllTerms_AreEqual_AndPenaltiesIncreaseWithinTheirInterval() => Spectra.Sample(eigenvalues =>
    {
        var k = Math.Max(2, eigenvalues.Length - 1);
        var penalties = OptimalPenalties.For(eigenvalues, k, margin: 1e-3);
        var gaps = OptimalPenalties.Gaps(eigenvalues, penalties);
        Assert.InRange(gaps.Max() / gaps.Min(), 1, 1 + 1e-6);
        Assert.All(penalties.Zip(penalties.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(1e-3 * eigenvalues[k - 1], penalties[0], 1e-12);
        Assert.Equal(0.999 * eigenvalues[k - 1], penalties[^1], 1e-6 * penalties[^1]);
    }, iter: 100);

    [Fact]
    public void NoOtherPenalties_AreBetter() => Gen.Select(Spectra, Gen.ULong).Sample((eigenvalues, seed) =>
    {
        var k = Math.Max(2, eigenvalues.Length - 1);
        var random = new RandomSource(seed);
        var best = OptimalPenalties.Gaps(eigenvalues, OptimalPenalties.For(eigenvalues, k, margin: 1e-3)).Min();
        var last = eigenvalues[k - 1];
        for (var trial = 0; trial < 20; trial++)
        {
            var other = Enumerable.Range(0, k).Select(_ => last * (1e-3 + 0.998 * random.NextUniform())).Order().ToArray();
            Assert.True(OptimalPenalties.Gaps(eigenvalues, other).Min() <= best * (1 + 1e-9));
        }
    }, iter: 50);

    [Fact]
    public void Landscape_IsTheObjective_AndLowestAtItsMinima()
    {
        var landscape = new LossLandscape((5, 2), (0.1, 0.5));
        var lowest = LossLandscape.Minima.Select(point => landscape.At(point.X, point.Y)).ToArray();
        Assert.Equal(lowest[0], lowest[1], 1e-15);
        // Theorem 3's value: sum 2λ − λ²/σ² of what is learned.
        Assert.Equal(2 * 0.1 - 0.01 / 5 + 2 * 0.5 - 0.25 / 2, lowest[0], 1e-12);
        var values = landscape.Sample(101, 1.5);
        Assert.All(Enumerable.Range(0, 101), i => Assert.True(values.Row(i).ToArray().Min() >= lowest[0] - 1e-12));
        // The valley: turning by 90 degrees costs less than a change of scale by a quarter.
        Assert.True(landscape.At(0, 1) - lowest[0] < landscape.At(1.25, 0) - lowest[0]);
    }
}
