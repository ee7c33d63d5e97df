using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Figure 2: with all samples in a step.</summary>
internal sealed class FullBatchExperiment : LearningCurvesExperiment
{
    /// <summary>What others call it that look at its runs.</summary>
    public const string FigureId = "fig2";

    public override string Id => FigureId;

    public override IReadOnlyList<RunOptions> Runs(Setup setup) =>
        [.. setup.Changes.Apply(AllModels).SelectMany(model => setup.Repeat(Options(setup, model)))];

    /// <summary>A run of the figure, of the first seed.</summary>
    public static RunOptions Options(Setup setup, Model model) =>
        setup.OnData(model, setup.Sizes.Epochs).With(training => training with
        {
            Snapshots = setup.Sizes.Snapshots.ToHashSet(),
        });

    public override IReadOnlyList<ReportTable> Comparison(ReproductionResults results) => [ConvergenceTable.Of(results)];

    public override IReadOnlyList<Finding> Findings(ReproductionResults results) => ConvergenceObservations.All(results);

    protected override string Title => "Learning dynamics with all samples in a step";
}
