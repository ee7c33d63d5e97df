using LinearAutoencoders.Cli.Reproduce.Report;

namespace LinearAutoencoders.Cli.Reproduce.Results;

/// <summary>Our numbers beside those of the paper.</summary>
internal static class ComparisonTables
{
    /// <summary>The tables of a figure; none where the paper has no numbers.</summary>
    public static IReadOnlyList<ReportTable> For(string figureId, ReproductionResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [];
    }
}
