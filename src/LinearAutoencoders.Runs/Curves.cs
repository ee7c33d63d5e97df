using System.Globalization;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>From a run's metrics to what is drawn of them.</summary>
internal static class Curves
{
    public static LearningCurve Of(RunOptions options, IReadOnlyList<MetricsRow> rows) => new(
        options.Training.Method, options.Training.UsedOptimizer,
        [.. rows.Select(row => (double)row.Epoch)], [.. rows.Select(row => row.AxisAlignment)],
        [.. rows.Select(row => row.SubspaceDistance)]);

    /// <summary>The same with the distance that sees the order, and unbalance where that was recorded, for a picture of one run.</summary>
    public static LearningCurve InFull(RunOptions options, IReadOnlyList<MetricsRow> rows) => Of(options, rows) with
    {
        OrderedAlignment = [.. rows.Select(row => row.OrderedAlignment)],
        Unbalance = rows.Any(row => double.IsFinite(row.Unbalance)) ? [.. rows.Select(row => row.Unbalance)] : null,
    };

    /// <summary>The data and k, for the line under a title.</summary>
    public static string Subtitle(RunOptions options) => Subtitle([options]);

    /// <summary>The same of runs on one data set: the smallest and the largest k.</summary>
    public static string Subtitle(IReadOnlyList<RunOptions> runs)
    {
        var batch = runs[0].Training.BatchSize is { } size
            ? string.Create(CultureInfo.InvariantCulture, $", mini-batches of {size:N0}") : "";
        var (low, high) = (runs.Min(run => run.Training.LatentDimension), runs.Max(run => run.Training.LatentDimension));
        var k = low == high ? NumberText.Count(low) : $"{NumberText.Count(low)} to {NumberText.Count(high)}";
        return $"{DataName(runs[0].Data)}, k = {k}{batch}";
    }

    /// <summary>A short name of the data: a file's without its folders.</summary>
    public static string DataName(string source) => source switch
    {
        _ when source == "mnist" || source.StartsWith("mnist:", StringComparison.Ordinal) => "MNIST",
        "digits" or "synthetic" => source,
        _ => Path.GetFileName(source),
    };
}
