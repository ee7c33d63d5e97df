using LinearAutoencoders.Figures;

namespace LinearAutoencoders.Tests.Figures;

public class TicksTests
{
    [Theory]
    [InlineData(0, 30_000, "0|10,000|20,000|30,000")]
    [InlineData(0, 1000, "0|200|400|600|800|1,000")]
    [InlineData(0, 2, "0|1|2")]
    [InlineData(0, 1, "0|1")]
    public void Epochs_AreWholeNumbers_WithThousandsSeparated(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join('|', Ticks.Linear(low, high, 6, wholeNumbers: true).Select(tick => tick.Label)));

    [Fact]
    public void Distances_HaveFiveSteps_FromZeroToOne() =>
        Assert.Equal("0|0.2|0.4|0.6|0.8|1", string.Join('|', Ticks.Linear(0, 1, 6).Select(tick => tick.Label)));

    [Fact]
    public void Decades_AreLabelledFromTheTop_WhenNotAllFit()
    {
        var all = Ticks.Logarithmic(-3, 0, 9);
        Assert.Equal(["10⁻³", "10⁻²", "10⁻¹", "10⁰"], all.Where(tick => tick.IsMajor).Select(tick => tick.Label));
        Assert.Equal(3 * 8, all.Count(tick => !tick.IsMajor));

        var some = Ticks.Logarithmic(-15, 0, 9);
        Assert.Equal(
            ["10⁻¹⁴", "10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"],
            some.Where(tick => tick.IsMajor).Select(tick => tick.Label));
    }

    [Fact]
    public void LogScale_HasADecadeForTheSmallest_DownToItsFloor()
    {
        Assert.Equal(new LogScale(-4, 0, false), LogScale.For([1.0000001, 0.5, 3e-4]));
        Assert.Equal(new LogScale(-5, 0, true), LogScale.For([1, 3e-4, 0]));
        Assert.Equal(new LogScale(-16, 0, true), LogScale.For([1, 2e-16, -1e-17]));
        Assert.Equal([-5, -5, -2, double.NaN], new LogScale(-5, 0, true).Apply([0, -1, 0.01, double.NaN]));
    }
}
