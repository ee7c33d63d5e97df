using LinearAutoencoders.Reproduction.Beyond;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Figure1LossSurface;
using LinearAutoencoders.Reproduction.Figure2LearningCurves;
using LinearAutoencoders.Reproduction.Figure3HeatMaps;
using LinearAutoencoders.Reproduction.Figure4Scalability;
using LinearAutoencoders.Reproduction.Figure5OptimalPenalties;
using LinearAutoencoders.Reproduction.Figure6PenaltyComparison;
using LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;
using LinearAutoencoders.Reproduction.Table4LearningRates;

namespace LinearAutoencoders.Reproduction;

/// <summary>Every figure and table, in the paper's order, and what goes beyond it.</summary>
internal static class AllExperiments
{
    /// <summary>The paper's.</summary>
    public static ExperimentSet Paper { get; } = new(
        "reproduce", "Regularized linear autoencoders recover the principal components, eventually: the figures and tables, redone",
        "What the paper says, and what we measured",
        [
            new LossSurfaceExperiment(),
            new FullBatchExperiment(),
            new HeatMapExperiment(),
            new ScalabilityExperiment(),
            new OptimalPenaltiesExperiment(),
            new PenaltyComparisonExperiment(),
            .. MiniBatchExperiment.All,
            LearningRateSearch.OnData,
            LearningRateSearch.OnSynthetic,
            new LearningRatesUsed(),
        ]);

    /// <summary>Methods that the paper does not train, beside those it does.</summary>
    public static ExperimentSet Beyond { get; } = new(
        "study", "Beyond the paper: gauge fixing, the related work, and eigensolvers", "What is claimed, and what was measured",
        [new AlignmentExperiment(), new ReadOutExperiment(), new ScalingExperiment(), new BatchExperiment()])
    {
        Everything = "beyond",
        IsOfThePaper = false,
    };

    /// <summary>The paper's, in its order.</summary>
    public static IReadOnlyList<IExperiment> List => Paper.List;

    /// <inheritdoc cref="ExperimentSet.Named"/>
    public static IReadOnlyList<IExperiment> Named(IReadOnlyList<string> names) => Paper.Named(names);
}
