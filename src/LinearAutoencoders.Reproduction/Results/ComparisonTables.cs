using System.Globalization;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>Our numbers beside those of the paper.</summary>
internal static class ComparisonTables
{
    private const int EarlyEpoch = 5000;

    /// <summary>The tables of a figure; none where there are no curves to compare.</summary>
    public static IReadOnlyList<ReportTable> For(string figureId, ReproductionResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var groups = results.Groups(figureId);
        if (groups.Count == 0) return [];
        return figureId switch
        {
            "fig2" => [Convergence(groups, results)],
            "fig4" => [.. Optimizer.Registry.All.Select(optimizer => Scalability(groups, optimizer)).Where(table => table.Rows.Count > 0)],
            "fig6" => [Penalties(groups)],
            "fig7" or "fig8" => [MiniBatches(groups, results)],
            _ => [],
        };
    }

    private static ReportTable Convergence(IReadOnlyList<RunGroup> groups, ReproductionResults results)
    {
        var epochs = groups.Min(group => group.LastEpoch);
        var isPapers = Curves.DataName(results.Data) == "MNIST" && results.Profile == Profile.Paper;
        var paper = isPapers ? "paper" : "paper (MNIST, k = 20)";
        var early = Math.Min(EarlyEpoch, epochs);
        return new ReportTable("Our distances beside the paper’s, medians over seeds; the paper’s are read off its figure, of one seed",
            ["model", "α", "seeds", $"d_align at {Numbers.Count(early)}", isPapers ? "paper" : $"paper at {Numbers.Count(EarlyEpoch)}",
                $"d_align at {Numbers.Count(epochs)}", isPapers ? "paper" : $"{paper} at 30,000", "d_sub, last tenth", "paper", "seconds"],
            [.. Ordered(groups).Select(group => (IReadOnlyList<string>)
            [
                Name(group), Rate(group), Numbers.Count(group.Seeds),
                Distance(group, group.AlignmentAt(early)), PaperNumbers.EarlyAlignment(group.Model) ?? "–",
                Distance(group, group.FinalAlignment), PaperNumbers.FinalAlignment(group.Model) ?? "–",
                Distance(group, group.SubspaceFloor), PaperNumbers.SubspaceFloor(group.Model) ?? "–", Seconds(group),
            ])]);
    }

    private static ReportTable Scalability(IReadOnlyList<RunGroup> groups, Optimizer optimizer)
    {
        var own = groups.Where(group => group.Model.Optimizer.Name == optimizer.Name).ToList();
        var dimensions = own.Select(group => group.First.K).Distinct().Order().ToList();
        return new ReportTable($"Epochs to a distance of 0.3 with {optimizer.Title}: ours / the paper’s (– never, or beyond its cross; · not known)",
            ["model", .. dimensions.Select(k => $"k = {k}")],
            [.. own.Select(group => group.Model).Distinct().OrderBy(model => model.MethodPlace).Select(model => (IReadOnlyList<string>)
                [model.Method.Title, .. dimensions.Select(k => Cell(model, k))])]);

        string Cell(Model model, int k)
        {
            var group = own.FirstOrDefault(group => group.Model == model && group.First.K == k);
            var ours = group is null ? "not run" : group.EpochsTo(0.3) is var epochs && double.IsFinite(epochs) ? Numbers.Count(epochs) : "–";
            var paper = PaperNumbers.EpochsToAlignment(model, k) is { } known ? Numbers.Count(known)
                : PaperNumbers.LiesBeyondCross(model, k) ? "–" : "·";
            return $"{ours} / {paper}";
        }
    }

    private static ReportTable Penalties(IReadOnlyList<RunGroup> groups) => new(
        "Non-uniform ℓ₂ with either kind of penalties", ["penalties", "α", "seeds", "d_align at a fifth", "d_align at the end", "d_sub at the end", "seconds"],
        [.. groups.Select(group => (IReadOnlyList<string>)
        [
            group.First.Penalties, Rate(group), Numbers.Count(group.Seeds), Distance(group, group.AlignmentAt(group.LastEpoch / 5)),
            Distance(group, group.FinalAlignment), Distance(group, group.FinalSubspace), Seconds(group),
        ])]);

    private static ReportTable MiniBatches(IReadOnlyList<RunGroup> groups, ReproductionResults results) => new(
        "Mini-batches beside all samples in a step (figure 2); the paper has no numbers for them",
        ["model", "α", "seeds", "epochs", "d_align", "d_align, figure 2", "d_sub, last tenth", "d_sub, figure 2", "seconds"],
        [.. Ordered(groups).Select(group =>
        {
            var full = results.Find("fig2", group.Model);
            return (IReadOnlyList<string>)
            [
                Name(group), Rate(group), Numbers.Count(group.Seeds), Numbers.Count(group.LastEpoch), Distance(group, group.FinalAlignment),
                full is null ? "not run" : Distance(full, full.FinalAlignment), Distance(group, group.SubspaceFloor),
                full is null ? "not run" : Distance(full, full.SubspaceFloor), Seconds(group),
            ];
        })]);

    private static IEnumerable<RunGroup> Ordered(IEnumerable<RunGroup> groups) =>
        groups.OrderBy(group => group.Model.OptimizerPlace).ThenBy(group => group.Model.MethodPlace);

    private static string Name(RunGroup group) => group.Model.Title;

    private static string Rate(RunGroup group) => group.First.LearningRate.ToString("G4", CultureInfo.InvariantCulture);

    private static string Distance(RunGroup group, double value) => group.Diverged ? "diverged" : Numbers.Distance(value);

    private static string Seconds(RunGroup group) => Numbers.Count(group.Seconds);
}
