using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Reproduction;

/// <summary>A curve over seeds tells of all of them at each of its epochs, also where they end at different ones.</summary>
public class SeedRowsTests
{
    /// <summary>Were those that have ended left out, a median would jump up where the faster half is done.</summary>
    [Fact]
    public void RunThatIsAtItsGoal_StaysThere_AndTheCurveEndsWithTheMedianRun()
    {
        var rows = SeedRows.ByEpoch([(Falling(to: 5), true), (Falling(to: 2), true), (Falling(to: 3), true)]);
        Assert.Equal([0, 1, 2, 3], rows.Select(one => one[0].Epoch));
        Assert.All(rows, one => Assert.Equal(3, one.Length));
        Assert.Equal([1, 0.5, 0.25, 0.125], rows.Select(one => Median.Of([.. one.Select(row => row.AxisAlignment)])));
        Assert.Equal([0.125, 0.125, 0.25], rows[3].Select(row => row.AxisAlignment).Order());
    }

    [Fact]
    public void RunThatDiverged_IsToldOf_AsFarAsItGoes()
    {
        var rows = SeedRows.ByEpoch([(Falling(to: 3), false), (Falling(to: 1), false)]);
        Assert.Equal([2, 2, 1, 1], rows.Select(one => one.Length));
    }

    [Fact]
    public void MostRunsGoOn_SoDoesTheCurve()
    {
        var rows = SeedRows.ByEpoch([(Falling(to: 1), true), (Falling(to: 4), false), (Falling(to: 4), false)]);
        Assert.Equal(Enumerable.Repeat(3, 5), rows.Select(one => one.Length));
    }

    /// <summary>d_align is halved from epoch to epoch.</summary>
    private static List<MetricsRow> Falling(int to) => [.. Enumerable.Range(0, to + 1).Select(epoch => new MetricsRow
    {
        Epoch = epoch,
        Loss = 1,
        ReconstructionLoss = 1,
        AxisAlignment = Math.Pow(0.5, epoch),
        OrderedAlignment = 0.5,
        SubspaceDistance = 0,
        TransposeDistance = 0,
        Unbalance = 0,
        Seconds = 0,
    })];
}
