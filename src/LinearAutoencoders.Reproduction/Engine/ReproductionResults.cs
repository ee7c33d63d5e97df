using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>All that was measured.</summary>
/// <param name="Sizes">The sizes it was measured with.</param>
/// <param name="Data">The data of all figures but figure 4, which is synthetic: <c>mnist</c>, <c>digits</c>, or a file.</param>
/// <param name="Runs">Every finished run, in any order.</param>
internal sealed record ReproductionResults(Sizes Sizes, string Data, IReadOnlyList<MeasuredRun> Runs)
{
    /// <summary>What is otherwise than the paper has it, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>A short name of the data, for a sentence.</summary>
    public string DataName => Curves.DataName(Data);

    /// <summary>Whether the data is the paper's.</summary>
    public bool HasPaperData => DataName == "MNIST";

    /// <summary>Whether sizes and settings are the paper's.</summary>
    public bool HasPaperSizes => Sizes == Sizes.Paper && Changes.Count == 0;

    /// <summary>The seeds of a model in a figure; null when it was not run.</summary>
    public RunGroup? Find(string figureId, Model model, int? k = null) =>
        GroupOf(Of(figureId).Where(run => run.Model == model && (k is null || run.K == k)));

    /// <summary>The seeds of every setting of a figure, in the order of k, model, penalties and learning rate.</summary>
    public IReadOnlyList<RunGroup> Groups(string figureId) =>
        [.. Of(figureId).GroupBy(run =>
                (run.K, run.Model.MethodPlace, run.Model.OptimizerPlace, run.Penalties, run.LearningRate, run.BatchSize ?? 0))
            .OrderBy(group => group.Key).Select(group => GroupOf(group)!)];

    /// <summary>k of the runs of a figure with a model, ascending.</summary>
    public IReadOnlyList<int> LatentDimensions(string figureId, Model model) =>
        [.. Of(figureId).Where(run => run.Model == model).Select(run => run.K).Distinct().Order()];

    private IEnumerable<MeasuredRun> Of(string figureId) => Runs.Where(run => run.FigureId == figureId && run.Rows.Count > 0);

    private static RunGroup? GroupOf(IEnumerable<MeasuredRun> runs) =>
        runs.OrderBy(run => run.Seed).ToArray() is { Length: > 0 } found ? new RunGroup(found) : null;
}
