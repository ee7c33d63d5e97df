using System.Text.RegularExpressions;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Tests.Documents;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Tables fit: the least important columns go first, no word is broken, and the live table says the most it can.</summary>
public class TextTableTests
{
    private const string PapersMethods =
        "reconstruction,uniform-l2,nonuniform-l2,rag,nested-dropout,deterministic-nested-dropout,linear-vae";

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Lines_AreNoWiderThanTheScreen_AndBreakNoWord(int width)
    {
        var table = Table();
        var lines = table.Lines(width);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        var words = lines.SelectMany(line => line.Split(' ')).ToHashSet();
        Assert.Contains("deterministic-nested-dropout", words);
        Assert.All("what is to be said of it, at some length".Split(' '), word => Assert.Contains(word, words));
        Assert.Empty(table.LeftOut(width));
    }

    [Fact]
    public void Columns_GoByRank_AndRankZeroStays()
    {
        var table = new TextTable().Text("kept").Number("first", rank: 2).Number("second", rank: 1);
        table.Add("a-long-word", "1", "2");
        Assert.Equal(["first"], table.LeftOut(20));
        Assert.Equal(["first", "second"], table.LeftOut(5));
        Assert.StartsWith("kept", table.Lines(5)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void LiveTable_IsTheVerifiedOne(int width)
    {
        List<RunProgress> runs =
        [
            Run("rag nesterov", RunStatus.Completed, 5000, 2.8e-4), Run("rag adam", RunStatus.Diverged, 12, double.NaN),
            Run("deterministic-nested-dropout nesterov", RunStatus.Running, 2500, 0.012), Run("linear-vae adam", RunStatus.Waiting, 0, 1),
        ];
        var lines = RunTable.Lines(runs, width, height: 24, "2 runs done, 1 going, 1 waiting; 0:07 so far").Select(line => line.Text);
        // What depends on the clock.
        Snapshot.AssertVerified($"live {width}", string.Join('\n', lines.Select(line => Narrow(TimesAway(line)))));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
    }

    [Fact]
    public void LiveTable_FitsALowScreen()
    {
        var runs = Enumerable.Range(0, 40).Select(i => Run($"run {i}", i < 5 ? RunStatus.Completed : RunStatus.Waiting, 0, 1)).ToList();
        Assert.InRange(RunTable.Lines(runs, 80, height: 12, "far").Count(), 8, 11);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Compare_PrintsTheVerifiedTable(int width)
    {
        using var tool = new Tool { Environment = { ["COLUMNS"] = $"{width}" } };
        var outcome = tool.Run("compare", "--data", "digits", "-k", "10", "--epochs", "500", "--methods", PapersMethods,
            "--out", "runs/first", "--quiet");
        Assert.Equal(0, outcome.ExitCode);
        Assert.All(outcome.Output.Split('\n'), line => Assert.InRange(line.Length, 0, width == 200 ? 300 : width));
        Snapshot.AssertVerified($"compare {width}", TimesAway(outcome.Output));
    }

    [Fact]
    public void Sparkline_FallsWithTheLogarithm()
    {
        var line = new Sparkline();
        for (var i = 0; i <= 100; i++) line.Add(i / 100.0, Math.Pow(10, -i / 25.0));
        var text = line.ToString();
        Assert.Equal((Sparkline.Width, '█', '▁'), (text.Length, text[0], text[^1]));
        Assert.Equal(new string([.. text.OrderDescending()]), text);
    }

    /// <summary>How wide a column is depends on how long its numbers are, and those of the clock were taken away.</summary>
    private static string Narrow(string line) =>
        Regex.Replace(Regex.Replace(line, " {2,}", "  "), "─+", "─").TrimEnd();

    private static string TimesAway(string text) =>
        Regex.Replace(text, @"\b\d+\.\d(?= +[▁-█]+ *$)|\b\d+:\d\d(?=\s|$)|[\d,]+(?= +1\.5$)", "#",
            RegexOptions.Multiline);

    private static TextTable Table()
    {
        var table = new TextTable().Text("method").Number("d_align").Text("remark", wraps: true).Number("least", rank: 1);
        table.Add("deterministic-nested-dropout", "0.1234", "what is to be said of it, at some length", "1,234,567.89");
        return table;
    }

    private static RunProgress Run(string name, RunStatus status, int epoch, double distance)
    {
        var run = new RunProgress(name, 5000);
        if (status == RunStatus.Waiting) return run;
        run.Report(RunEvent.Started(0));
        for (var at = 0; at <= epoch; at += Math.Max(1, epoch / 10))
            run.Report(RunEvent.Evaluated(Row(at, epoch == 0 ? distance : Math.Pow(distance, (double)at / epoch))));
        run.Report(RunEvent.EpochDone(epoch));
        if (status > RunStatus.Running) run.Report(RunEvent.Ended(status));
        return run;
    }

    private static MetricsRow Row(int epoch, double distance) => new()
    {
        Epoch = epoch,
        Loss = 1.5,
        ReconstructionLoss = 1.5,
        AxisAlignment = distance,
        OrderedAlignment = distance,
        SubspaceDistance = distance / 10,
        TransposeDistance = distance,
        Unbalance = 0,
        Seconds = 0,
    };
}
