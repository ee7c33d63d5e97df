using LinearAutoencoders.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LinearAutoencoders.Cli.Display;

/// <summary>The live table: a row a run that is going or waits; those that have ended share a line.</summary>
internal static class RunTable
{
    private const int HeadLines = 2;

    private static readonly Style Dim = new(decoration: Decoration.Dim), Plain = Style.Plain;

    public static IRenderable Render(IReadOnlyList<RunProgress> runs, int width, int height, string? overall) =>
        new Rows(Lines(runs, width, height, overall).Select(line => new Text(line.Text, line.IsDim ? Dim : Plain)));

    /// <summary>The lines on a screen of this size, and which of them matter less.</summary>
    public static IEnumerable<(string Text, bool IsDim)> Lines(
        IReadOnlyList<RunProgress> runs, int width, int height, string? overall)
    {
        List<RunProgress> ended = [.. runs.Where(run => run.Status > RunStatus.Running)];
        List<RunProgress> open = [.. runs.Where(run => run.Status <= RunStatus.Running).OrderByDescending(run => run.Status)];
        var room = height - HeadLines - 1 - (ended.Count > 0 ? 1 : 0) - (overall is null ? 0 : 1);
        var shown = open.Count <= room ? open : open[..Math.Max(1, room - 1)];
        if (shown.Count > 0)
        {
            var lines = Table(shown).Lines(width);
            for (var i = 0; i < lines.Count; i++)
                yield return (lines[i], i < HeadLines || shown[i - HeadLines].Status == RunStatus.Waiting);
        }
        if (shown.Count < open.Count) yield return ($"and {open.Count - shown.Count} more that wait", true);
        if (ended.Count > 0) yield return (Ended(ended, width), true);
        foreach (var line in overall is null ? [] : Words.Wrap(overall, width)) yield return (line, true);
    }

    private static TextTable Table(List<RunProgress> runs)
    {
        var table = new TextTable().Text("run").Text("", rank: 9).Number("epoch", rank: 4).Number("d_align")
            .Text("log d_align", rank: 3).Number("left", rank: 1).Number("d_sub", rank: 5).Number("epochs/s", rank: 6)
            .Number("loss", rank: 7);
        foreach (var run in runs) table.Add(Cells(run));
        return table;
    }

    private static IEnumerable<string> Cells(RunProgress run)
    {
        var isRunning = run.Status == RunStatus.Running;
        yield return run.Name;
        yield return Bar(run);
        yield return $"{NumberText.Count(run.Epoch).PadLeft(NumberText.Count(run.Epochs).Length)}/{NumberText.Count(run.Epochs)}";
        yield return isRunning ? NumberText.Distance(run.Metrics.AxisAlignment) : "";
        yield return run.Curve;
        yield return !isRunning ? "waiting" : run.TimeLeft is { } left ? NumberText.Duration(left) : "…";
        yield return isRunning ? NumberText.Distance(run.Metrics.SubspaceDistance) : "";
        yield return isRunning ? NumberText.Rate(run.EpochsPerSecond) : "";
        yield return isRunning ? NumberText.Loss(run.Metrics.Loss, run.Metrics.ReconstructionLoss) : "";
    }

    private static string Ended(List<RunProgress> ended, int width)
    {
        var done = ended.Where(run => run.Status == RunStatus.Completed).OrderBy(run => run.Metrics.AxisAlignment)
            .Select(run => $"{run.Name} {NumberText.Distance(run.Metrics.AxisAlignment)}");
        var others = ended.Where(run => run.Status != RunStatus.Completed)
            .Select(run => $"{run.Name} {run.Status.ToString().ToLowerInvariant()}");
        return Words.Fit($"{ended.Count} done: ", [.. done, .. others], ", ", width);
    }

    private static string Bar(RunProgress run)
    {
        const int width = 16;
        var filled = run.Epochs == 0 ? width : (int)((long)width * run.Epoch / run.Epochs);
        return new string('━', filled) + new string('╌', width - filled);
    }
}
