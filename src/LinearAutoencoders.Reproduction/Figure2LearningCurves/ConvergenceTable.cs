using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Our distances beside those read off the paper's figure 2.</summary>
internal static class ConvergenceTable
{
    /// <summary>The epoch of <see cref="PaperDistances.EarlyAlignment"/>.</summary>
    private const int EarlyEpoch = 5000;

    public static ReportTable Of(ReproductionResults results)
    {
        var groups = results.Groups(FullBatchExperiment.FigureId);
        var epochs = groups.Min(group => group.LastEpoch);
        var early = Math.Min(EarlyEpoch, epochs);
        return new ReportTable(
            "Our distances beside the paper’s, medians over seeds; the paper’s are read off its figure, of one seed",
            Header(results.HasPaperData && results.HasPaperSizes, early, epochs),
            [.. groups.ByOptimizer().Select(group => Row(group, early))]);
    }

    private static IReadOnlyList<string> Header(bool isPapers, int early, int epochs) =>
    [
        "model", "α", "seeds",
        $"d_align at {NumberText.Count(early)}", isPapers ? "paper" : $"paper at {NumberText.Count(EarlyEpoch)}",
        $"d_align at {NumberText.Count(epochs)}", isPapers ? "paper" : "paper (MNIST, k = 20) at 30,000",
        "d_sub, last tenth", "paper", "seconds",
    ];

    private static IReadOnlyList<string> Row(RunGroup group, int early) =>
    [
        group.Model.Title, group.Rate(), group.SeedCount(),
        group.Distance(group.AlignmentAt(early)), PaperDistances.EarlyAlignment(group.Model) ?? "–",
        group.Distance(group.FinalAlignment), PaperDistances.FinalAlignment(group.Model) ?? "–",
        group.Distance(group.SubspaceFloor), PaperDistances.SubspaceFloor(group.Model) ?? "–", group.Cost(),
    ];
}
