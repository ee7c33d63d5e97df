using System.Numerics;
using CsCheck;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Objectives;

public class PrefixPriorTests
{
    private static readonly Gen<(int K, double Rho)> Priors = Gen.Select(Gen.Int[1, 50], Gen.Double[0.01, 0.99]);

    [Fact]
    public void Probabilities_SumToOne() => Priors.Sample((k, rho) =>
        Close.Assert(1, PrefixPrior.Geometric(k, rho).Probabilities.Sum(), 2 * k * Close.Rounding, "sum"));

    [Fact]
    public void KeepProbabilities_AreRhosPowers_AndTheTailsOfTheProbabilities() => Priors.Sample((k, rho) =>
    {
        var prior = PrefixPrior.Geometric(k, rho);
        var power = 1.0;
        for (var i = 0; i < k; i++, power *= rho)
        {
            Close.Assert(power, prior.KeepProbabilities[i], 2 * k * Close.Rounding * power, $"q[{i}]");
            Close.Assert(prior.Probabilities.Skip(i).Sum(), prior.KeepProbabilities[i], 2 * k * Close.Rounding, $"tail from {i}");
        }
        Assert.Equal(k, prior.LongestPrefix);
    });

    [Fact]
    public void Draws_HaveThePriorsFrequencies()
    {
        const int draws = 50_000;
        var prior = PrefixPrior.Geometric(8, 0.8);
        var random = new RandomSource(21);
        var counts = new int[8];
        for (var i = 0; i < draws; i++) counts[prior.Draw(random) - 1]++;

        // χ² with 7 degrees of freedom exceeds 24.3 once in a thousand seeds; this seed is fixed.
        var expected = prior.Probabilities.Select(probability => draws * probability);
        var chiSquare = counts.Zip(expected, (count, mean) => Math.Pow(count - mean, 2) / mean).Sum();
        Assert.InRange(chiSquare, 0, 24.3);
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.4999999999, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.75, 3)]
    [InlineData(0.8749999999, 3)]
    [InlineData(0.875, 4)]
    [InlineData(0.9999999999999999, 4)]
    public void Draw_TakesABoundaryAsTheStartOfTheNextLength(double uniform, int length)
    {
        // ρ = ½ and k = 4: lengths start at 0, ½, ¾ and ⅞.
        Assert.Equal(length, PrefixPrior.Geometric(4, 0.5).Draw(NextIs(uniform)));
    }

    [Fact]
    public void Draw_GivesTheOnlyLength_WhenThereIsOne() =>
        Gen.ULong.Sample(seed => Assert.Equal(1, PrefixPrior.Geometric(1, 0.9).Draw(new RandomSource(seed))));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void Geometric_RefusesRho_OutsideZeroToOne(double rho)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PrefixPrior.Geometric(3, rho));
        Assert.Contains($"rho is {rho}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A generator whose next uniform number is this one: xoshiro256++ puts out rotl(s₀ + s₃, 23) + s₀.</summary>
    private static RandomSource NextIs(double uniform)
    {
        var bits = (ulong)Math.ScaleB(uniform, 53) << 11;
        var random = Generators.FromWords(0, 1, 1, BitOperations.RotateRight(bits, 23));
        Assert.Equal(uniform, random.Copy().NextUniform());
        return random;
    }
}
