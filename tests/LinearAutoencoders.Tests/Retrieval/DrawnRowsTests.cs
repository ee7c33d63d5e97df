using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;

namespace LinearAutoencoders.Tests.Retrieval;

public class DrawnRowsTests
{
    /// <summary>About half is where the few that are drawn become the few that are not.</summary>
    [Theory]
    [InlineData(200, 100)]
    [InlineData(11, 5)]
    [InlineData(11, 6)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    public void AsManyAsAreWanted_AreDrawn_NoneOfThemTaken(int count, int wanted)
    {
        var taken = new HashSet<long> { 0 };
        var drawn = DrawnRows.Draw(count + 1, wanted, new RandomSource(1, stream: 2), taken);
        Assert.Equal(Math.Min(count, wanted), drawn.Count);
        Assert.All(drawn, row => Assert.InRange(row, 1, count));
    }
}
