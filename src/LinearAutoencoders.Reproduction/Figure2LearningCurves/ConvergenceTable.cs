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
        // The paper's numbers belong beside runs of its data and its settings, and of its methods.
        var isPapers = results.HasPaperData && results.HasPaperSizes;
        return new ReportTable(
            isPapers ? "Our distances beside the paper’s, medians over seeds; the paper’s are read off its figure, of one seed"
                : "Distances, medians over seeds",
            Header(isPapers, early, epochs), [.. groups.ByOptimizer().Select(group => Row(group, isPapers, early))]);
    }

    private static IReadOnlyList<string> Header(bool isPapers, int early, int epochs)
    {
        string[] paper = isPapers ? ["paper"] : [];
        return
        [
            "model", "α", "seeds", $"d_align at {NumberText.Count(early)}", .. paper, $"d_align at {NumberText.Count(epochs)}", .. paper,
            "d_sub, last tenth", .. paper, "seconds",
        ];
    }

    private static IReadOnlyList<string> Row(RunGroup group, bool isPapers, int early)
    {
        return
        [
            group.Model.Title, group.Rate(), group.SeedCount(),
            group.Distance(group.AlignmentAt(early)), .. Paper(PaperDistances.EarlyAlignment),
            group.Distance(group.FinalAlignment), .. Paper(PaperDistances.FinalAlignment),
            group.Distance(group.SubspaceFloor), .. Paper(PaperDistances.SubspaceFloor), group.Cost(),
        ];

        string[] Paper(Func<Model, string?> distance) => isPapers ? [distance(group.Model) ?? "–"] : [];
    }
}
