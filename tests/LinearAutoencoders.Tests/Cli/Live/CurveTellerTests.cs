using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>What a page is told of a run's rows: short runs as they are, of long ones every peak, and always where they stand.</summary>
public sealed class CurveTellerTests
{
    private const int Loss = 6, AxisAlignment = 2;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 7)]
    [InlineData(CurveTeller.MostBlocks, 100)]
    public void Rows_AreToldAsTheyAre_WhenTheyAreFew(int count, int step)
    {
        var rows = Rows(count);
        var shown = Shown(Told(rows, step), after: 0);
        Assert.Equal(rows.Select(row => (double)row.Epoch), shown.Select(row => row[0]));
        Assert.Equal(rows.Select(row => row.Loss), shown.Select(row => row[Loss]));
    }

    [Theory]
    [InlineData(30_001, 30_001)]
    [InlineData(30_001, 977)]
    [InlineData(9_000, 1)]
    public void Blocks_KeepEachPeak_AndTheLastRow(int count, int step)
    {
        var rows = Rows(count);
        var shown = Shown(Told(rows, step), after: 0);
        Assert.InRange(shown.Count, CurveTeller.MostBlocks, 2 * CurveTeller.MostBlocks + 3);
        Assert.Equal(shown.Select(row => row[0]).Order(), shown.Select(row => row[0]));
        Assert.Equal(rows.Max(row => row.Loss), shown.Max(row => row[Loss]));
        Assert.Equal(rows.Min(row => row.Loss), shown.Min(row => row[Loss]));
        Assert.Equal((rows[^1].Epoch, rows[^1].Loss), (shown[^1][0], shown[^1][Loss]));
        // What falls all the time falls in what is shown of it, though the loss beside it goes up and down.
        Assert.Equal(shown.Select(row => row[AxisAlignment]).OrderDescending(), shown.Select(row => row[AxisAlignment]));
    }

    [Fact]
    public void Page_ThatComesLate_IsToldTheSame_AsOneThatWasThereAllTheTime()
    {
        var rows = Rows(10_000);
        var (log, teller, seen, last) = (new EventLog(), new CurveTeller(0), new List<double[]>(), 0L);
        for (var count = 0; count <= rows.Length; count += 500)
        {
            teller.Tell(rows[..count], log);
            Take(log.After(last), seen);
            last = log.After(last) is [.., var newest] ? newest.Id : last;
        }
        Assert.Equal(Shown(log, after: 0), seen);
        Assert.InRange(log.After(0).Count, 1, 40);
    }

    [Fact]
    public void Values_ThatAreNotFinite_HideNoOther()
    {
        var rows = Rows(10_000);
        rows[5000] = rows[5000] with { Loss = double.PositiveInfinity };
        rows[5001] = rows[5001] with { Loss = 1e6 };
        var shown = Shown(Told(rows, rows.Length), after: 0);
        Assert.Equal(1e6, shown.Max(row => row[Loss]));
        Assert.DoesNotContain(double.NaN, shown.Select(row => row[Loss]));
    }

    [Fact]
    public void Run_ThatBeginsAgain_IsToldFromItsStart()
    {
        var (log, teller, rows) = (new EventLog(), new CurveTeller(0), Rows(600));
        teller.Tell(rows, log);
        teller.Tell(rows[..20], log);
        Assert.Equal(20, Shown(log, after: 0).Count);
    }

    private static MetricsRow[] Rows(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new MetricsRow
        {
            Epoch = i,
            Loss = Math.Round(1 + random.NextDouble(), 5),  // as many digits as are told
            ReconstructionLoss = 1,
            AxisAlignment = 1.0 / (1 + i),
            OrderedAlignment = 1,
            SubspaceDistance = 1,
            TransposeDistance = 1,
            Unbalance = 1,
            Seconds = i * 0.001,
        })];
    }

    private static EventLog Told(MetricsRow[] rows, int step)
    {
        var (log, teller) = (new EventLog(), new CurveTeller(0));
        for (var count = step; count < rows.Length; count += step) teller.Tell(rows[..count], log);
        teller.Tell(rows, log);
        return log;
    }

    private static List<double[]> Shown(EventLog log, long after)
    {
        var shown = new List<double[]>();
        Take(log.After(after), shown);
        return shown;
    }

    /// <summary>As the page does it.</summary>
    private static void Take(IEnumerable<FeedEvent> events, List<double[]> shown)
    {
        foreach (var news in events.Select(one => JsonNode.Parse(one.Data)!))
        {
            shown.RemoveRange((int)news["from"]!, shown.Count - (int)news["from"]!);
            shown.AddRange(news["rows"]!.AsArray().Select(row => row!.AsArray().Select(value => (double?)value ?? double.NaN).ToArray()));
        }
    }
}
