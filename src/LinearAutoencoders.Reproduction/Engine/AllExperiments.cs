using LinearAutoencoders.Reproduction.Experiments;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>Every figure and table, in the paper's order.</summary>
internal static class AllExperiments
{
    private static readonly LearningCurvesExperiment FullBatch = new("fig2");

    public static IReadOnlyList<IExperiment> List { get; } =
    [
        new LossSurfaceExperiment(),
        FullBatch,
        new HeatMapExperiment(FullBatch),
        new ScalabilityExperiment(),
        new OptimalPenaltiesExperiment(),
        new PenaltyComparisonExperiment(),
        new LearningCurvesExperiment("fig7"),
        new LearningCurvesExperiment("fig8"),
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
