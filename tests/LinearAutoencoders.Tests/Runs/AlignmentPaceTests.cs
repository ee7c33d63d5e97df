using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Runs;

/// <summary>The forecast of a curve that is known.</summary>
public class AlignmentPaceTests
{
    [Theory]
    [InlineData(100, 460.517)]   // e^(−n/100) is 0.01 at 100·ln 100
    [InlineData(1000, 4605.17)]
    public void EpochBelow_IsThatOfAnExponential(double pace, double expected) =>
        Assert.Equal(expected, AlignmentPace.EpochBelow(Rows(epoch => Math.Exp(-epoch / pace)), 0.01)!.Value, tolerance: 0.01);

    [Fact]
    public void EpochBelow_IsNone_WhereTheCurveIsLevel_Rises_OrIsThere()
    {
        Assert.Null(AlignmentPace.EpochBelow(Rows(_ => 0.5), 0.01));
        Assert.Null(AlignmentPace.EpochBelow(Rows(epoch => 0.1 + epoch / 1000), 0.01));
        Assert.Null(AlignmentPace.EpochBelow(Rows(_ => 0.001), 0.01));
        Assert.Null(AlignmentPace.EpochBelow(Rows(_ => double.NaN), 0.01));
        Assert.Null(AlignmentPace.EpochBelow([], 0.01));
    }

    private static List<MetricsRow> Rows(Func<double, double> distance) => [.. Enumerable.Range(0, 31).Select(i => new MetricsRow
    {
        Epoch = 10 * i,
        Loss = 1,
        ReconstructionLoss = 1,
        AxisAlignment = distance(10 * i),
        OrderedAlignment = 0,
        SubspaceDistance = 0,
        TransposeDistance = 0,
        Unbalance = 0,
        Seconds = i,
    })];
}
