using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Figure1LossSurface;
using LinearAutoencoders.Reproduction.Figure2LearningCurves;
using LinearAutoencoders.Reproduction.Figure3HeatMaps;
using LinearAutoencoders.Reproduction.Figure4Scalability;
using LinearAutoencoders.Reproduction.Figure5OptimalPenalties;
using LinearAutoencoders.Reproduction.Figure6PenaltyComparison;
using LinearAutoencoders.Reproduction.Table2And3LearningRateSearch;
using LinearAutoencoders.Reproduction.Table4LearningRates;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction;

/// <summary>Every figure and table, in the paper's order.</summary>
internal static class AllExperiments
{
    public static IReadOnlyList<IExperiment> List { get; } =
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
    ];

    /// <summary>Those that are asked for, each once, in the paper's order.</summary>
    /// <exception cref="RequestException">There is none of a name.</exception>
    public static IReadOnlyList<IExperiment> Named(IReadOnlyList<string> names)
    {
        if (names.Contains("all")) return List;
        foreach (var name in names)
            if (List.All(experiment => experiment.Id != name))
                throw new RequestException($"there is no experiment '{name}'; "
                    + $"give some of {string.Join(", ", List.Select(experiment => experiment.Id))}, or all");
        return [.. List.Where(experiment => names.Contains(experiment.Id))];
    }
}
