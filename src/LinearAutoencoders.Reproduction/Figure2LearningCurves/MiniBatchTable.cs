using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Distances with mini-batches beside those of figure 2.</summary>
internal static class MiniBatchTable
{
    public static ReportTable Of(ReproductionResults results, string figureId) => new(
        "Mini-batches beside all samples in a step (figure 2); the paper has no numbers for them",
        ["model", "α", "seeds", "epochs", "d_align", "d_align, figure 2", "d_sub, last tenth", "d_sub, figure 2", "seconds"],
        [.. results.Groups(figureId).ByOptimizer()
            .Select(group => Row(group, results.Find(FullBatchExperiment.FigureId, group.Model)))]);

    private static IReadOnlyList<string> Row(RunGroup group, RunGroup? full) =>
    [
        group.Model.Title, group.Rate(), group.SeedCount(), NumberText.Count(group.LastEpoch),
        group.Distance(group.FinalAlignment), full is null ? "not run" : full.Distance(full.FinalAlignment),
        group.Distance(group.SubspaceFloor), full is null ? "not run" : full.Distance(full.SubspaceFloor), group.Cost(),
    ];
}
