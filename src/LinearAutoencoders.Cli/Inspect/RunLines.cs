using LinearAutoencoders.Figures;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Inspect;

/// <summary>Runs as lines: named by what they differ in, in the colours of their methods where these tell them apart.</summary>
internal static class RunLines
{
    /// <summary>A line a run.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="x">Of a row of metrics.</param>
    /// <param name="y">Of a row of metrics.</param>
    public static IReadOnlyList<FigureLine> Of(
        IReadOnlyList<StoredRun> runs, Func<MetricsRow, double> x, Func<MetricsRow, double> y)
    {
        var looks = Looks([.. runs.Select(run => run.Options)]);
        return [.. runs.Zip(looks, (run, look) =>
        {
            var rows = run.Rows();
            return new FigureLine(look, [.. rows.Select(x)], [.. rows.Select(y)]);
        })];
    }

    /// <summary>How each run looks, here and on pages.</summary>
    public static IReadOnlyList<CurveStyle> Looks(IReadOnlyList<RunOptions> runs)
    {
        var differences = RunDifferences.Of(runs);
        string[] names = [.. runs.Select(run => differences.NameOf(run))];
        var areMethods = runs.Select(run => run.NameWith(" ")).Distinct().Count() == runs.Count;
        return [.. runs.Select((run, i) => new CurveStyle(
            names[i], areMethods ? MethodStyle.Color(run.Training.Method) : SequenceColors.Of(i, runs.Count), "",
            areMethods && run.Training.UsedOptimizer is { } optimizer && Optimizer.Registry.IndexOf(optimizer.Name) > 0))];
    }
}
