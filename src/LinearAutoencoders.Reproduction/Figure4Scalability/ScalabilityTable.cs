using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure4Scalability;

/// <summary>Our epochs to alignment beside those read off the paper's figure 4.</summary>
internal static class ScalabilityTable
{
    /// <summary>A table for each optimizer that was run.</summary>
    public static IReadOnlyList<ReportTable> Of(IReadOnlyList<RunGroup> groups) =>
        [.. groups.GroupBy(group => group.Model.OptimizerPlace).OrderBy(own => own.Key)
            .Select(own => Of(own.First().Model.Optimizer, [.. own]))];

    private static ReportTable Of(Optimizer optimizer, List<RunGroup> groups)
    {
        var dimensions = groups.Select(group => group.First.K).Distinct().Order().ToList();
        var models = groups.Select(group => group.Model).Distinct().OrderBy(model => model.MethodPlace);
        return new ReportTable(
            $"Epochs to a distance of {Setup.Alignment} with {optimizer.Title}: ours / the paper’s "
            + "(– never, or beyond its cross; · not known)",
            ["model", .. dimensions.Select(k => $"k = {k}")],
            [.. models.Select(model => (IReadOnlyList<string>)
                [model.Method.Title, .. dimensions.Select(k => $"{Ours(model, k)} / {Papers(model, k)}")])]);

        string Ours(Model model, int k) => groups.Find(group => group.Model == model && group.First.K == k) is not { } group
            ? "not run"
            : group.EpochsTo(Setup.Alignment) is var epochs && double.IsFinite(epochs) ? NumberText.Count(epochs) : "–";
    }

    private static string Papers(Model model, int k) => PaperEpochs.ToAlignment(model, k) is { } known ? NumberText.Count(known)
        : PaperEpochs.LiesBeyondCross(model, k) ? "–" : "·";
}
