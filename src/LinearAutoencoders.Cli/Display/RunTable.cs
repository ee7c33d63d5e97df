using LinearAutoencoders.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LinearAutoencoders.Cli.Display;

/// <summary>The live table: a row a run.</summary>
internal static class RunTable
{
    private const int WideEnoughForBar = 110, WideEnoughForLoss = 96;

    public static IRenderable Render(IReadOnlyList<RunProgress> runs, Profile profile, string? overall = null)
    {
        var columns = Columns().Where(column => profile.Width >= column.LeastWidth).ToList();
        var table = new Table().Border(TableBorder.None);
        foreach (var (title, isText, _, _) in columns)
        {
            var column = new TableColumn(new Text(title, new Style(decoration: Decoration.Dim))).NoWrap().PadRight(2);
            table.AddColumn(isText ? column : column.RightAligned());
        }
        // What has ended goes first off a screen that is too low: what is going and what waits says more.
        var shown = runs.Count + 3 <= profile.Height ? runs
            : [.. runs.OrderBy(run => run.Status switch { RunStatus.Running => 0, RunStatus.Waiting => 1, _ => 2 })
                .Take(Math.Max(1, profile.Height - 4))];
        foreach (var run in shown)
            table.AddRow(columns.Select(column => (IRenderable)new Text(column.Cell(run), StyleOf(run))));
        var more = shown.Count == runs.Count ? null : $"and {runs.Count - shown.Count} more";
        return new Rows(
            [table, .. new[] { more, overall }.OfType<string>().Select(line => new Text(line, new Style(decoration: Decoration.Dim)))]);
    }

    private static (string Title, bool IsText, int LeastWidth, Func<RunProgress, string> Cell)[] Columns() =>
    [
        ("run", true, 0, run => run.Name),
        ("", true, WideEnoughForBar, Bar),
        ("epoch", false, 0, run => $"{NumberText.Count(run.Epoch)}/{NumberText.Count(run.Epochs)}"),
        ("loss", false, WideEnoughForLoss, run => run.Status == RunStatus.Waiting ? ""
            : NumberText.Loss(run.Metrics.Loss, run.Metrics.ReconstructionLoss)),
        ("d_align", false, 0, run => run.Status == RunStatus.Waiting ? "" : NumberText.Distance(run.Metrics.AxisAlignment)),
        ("d_sub", false, 0, run => run.Status == RunStatus.Waiting ? "" : NumberText.Distance(run.Metrics.SubspaceDistance)),
        ("epochs/s", false, 0, run => run.Status == RunStatus.Running ? NumberText.Rate(run.EpochsPerSecond) : ""),
        ("left", false, 0, State),
    ];

    private static string State(RunProgress run) => run.Status switch
    {
        RunStatus.Waiting => "waiting",
        RunStatus.Running => run.TimeLeft is { } left ? NumberText.Duration(left) : "…",
        RunStatus.Completed => "done",
        RunStatus.Diverged => "diverged",
        RunStatus.Cancelled => "stopped",
        _ => "failed",
    };

    private static Style StyleOf(RunProgress run) => run.Status switch
    {
        RunStatus.Diverged or RunStatus.Failed => new Style(Color.Red),
        RunStatus.Running => Style.Plain,
        _ => new Style(decoration: Decoration.Dim),
    };

    private static string Bar(RunProgress run)
    {
        const int width = 16;
        var filled = run.Epochs == 0 ? width : (int)((long)width * run.Epoch / run.Epochs);
        return new string('━', filled) + new string('╌', width - filled);
    }
}
