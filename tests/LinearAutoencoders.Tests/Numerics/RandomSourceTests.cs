using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class RandomSourceTests
{
    [Fact]
    public void Stream_Continues_FromASavedState()
    {
        var source = new RandomSource(5, stream: 2);
        for (var i = 0; i < 10; i++) source.NextBits();
        var copy = source.Copy();

        var expected = Enumerable.Range(0, 20).Select(_ => source.NextBits()).ToArray();
        Assert.Equal(expected, Enumerable.Range(0, 20).Select(_ => copy.NextBits()));
    }

    [Fact]
    public void Xoshiro_GivesThePublishedNumbers_FromAKnownState()
    {
        // First outputs of the reference algorithm for the state (1, 2, 3, 4), computed by hand from its definition:
        // rotl(1 + 4, 23) + 1, then the state (7, 0, 262146, 211106232532992).
        var source = Generators.FromWords(1, 2, 3, 4);

        Assert.Equal(41943041UL, source.NextBits());
        Assert.Equal([7UL, 0UL, 262146UL, 211106232532992UL], source.Words.ToArray());
    }

    [Fact]
    public void Normal_HasMeanZeroAndTheGivenDeviation()
    {
        var draws = new double[200_000];
        new RandomSource(1).FillNormal<double>(draws, standardDeviation: 2);

        var mean = draws.Average();
        var deviation = Math.Sqrt(draws.Average(x => x * x));
        Assert.InRange(mean, -5 * 2 / Math.Sqrt(draws.Length), 5 * 2 / Math.Sqrt(draws.Length));
        Assert.InRange(deviation / 2, 1 - 5 / Math.Sqrt(2.0 * draws.Length), 1 + 5 / Math.Sqrt(2.0 * draws.Length));
    }

    [Fact]
    public void Shuffle_KeepsEveryItem_AndReachesEveryPlace()
    {
        var source = new RandomSource(3);
        var firstPlaces = new int[5];
        for (var trial = 0; trial < 5000; trial++)
        {
            int[] items = [0, 1, 2, 3, 4];
            source.Shuffle<int>(items);
            firstPlaces[items[0]]++;
            Assert.Equal([0, 1, 2, 3, 4], items.Order());
        }
        Assert.All(firstPlaces, count => Assert.InRange(count, 1000 - 150, 1000 + 150));
    }
}
