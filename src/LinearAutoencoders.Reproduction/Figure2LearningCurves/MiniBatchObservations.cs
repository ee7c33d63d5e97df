using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Appendix I.2: mini-batches, figures 7 and 8 against figure 2.</summary>
internal static class MiniBatchObservations
{
    /// <summary>Two methods closer to each other than this have no order.</summary>
    private const double Tie = 0.02;

    /// <summary>So much of all pairs must be in the same order.</summary>
    private const double MostPairs = 0.75;

    public static Finding SameOrder(ReproductionResults results, MiniBatchExperiment experiment)
    {
        var observation = new Observation($"I.2, {EvidenceText.NameOf(experiment.Id).ToLowerInvariant()}",
            $"With mini-batches of {NumberText.Count(experiment.BatchSize)} the methods are in the same order "
            + "as with all samples in a step.");
        if ((MissingOf(results, FullBatchExperiment.FigureId) ?? MissingOf(results, experiment.Id)) is { } missing)
            return observation.NotMeasured(missing);
        var measured = MiniBatchExperiment.Models.Select(model => new Pace(model,
            results.Find(FullBatchExperiment.FigureId, model)!.FinalAlignment,
            results.Find(experiment.Id, model)!.FinalAlignment)).ToList();
        var pairs = measured.GroupBy(pace => pace.Model.Optimizer.Name).SelectMany(PairsOf).ToList();
        if (pairs.Count == 0) return observation.NotMeasured("No two methods are far enough apart to have an order.");
        var swapped = pairs.Where(pair => pair.IsSwapped).ToList();
        var share = 1 - (double)swapped.Count / pairs.Count;
        return observation.Decide(share >= MostPairs, Evidence(measured, pairs.Count, swapped),
            string.Create(CultureInfo.InvariantCulture, $"Fewer than {MostPairs:P0} of the pairs keep their order. ")
            + "The number of steps differs too: an epoch of mini-batches has many.");
    }

    public static Finding MoreNoise(ReproductionResults results)
    {
        var observation = new Observation("I.2, figures 7 and 8", "Mini-batches add stochasticity to the learning curves.");
        var model = Model.WithAdam(new DeterministicNestedDropout());
        var full = results.Find(FullBatchExperiment.FigureId, model);
        var batches = MiniBatchExperiment.All.Select(figure => (figure.Id, Group: results.Find(figure.Id, model)))
            .Where(entry => entry.Group is not null).ToList();
        if (full is null || batches.Count == 0)
            return observation.NotMeasured("It takes figure 2 and figure 7 or 8 with deterministic nested dropout and Adam.");
        var evidence = "d_sub of deterministic nested dropout with Adam over the last tenth of a run: "
            + EvidenceText.List(batches.Prepend((Id: FullBatchExperiment.FigureId, Group: full))
                .Select(entry =>
                    $"{EvidenceText.NameOf(entry.Id).ToLowerInvariant()} {NumberText.Distance(entry.Group!.SubspaceFloor)}"));
        return observation.Decide(batches.All(entry => entry.Group!.SubspaceFloor > full.SubspaceFloor), evidence,
            "The floor of the subspace distance does not lie higher with mini-batches.");
    }

    private static string? MissingOf(ReproductionResults results, string figureId)
    {
        var models = MiniBatchExperiment.Models;
        string[] missing = [.. models.Where(model => results.Find(figureId, model) is null).Select(model => model.Title)];
        return missing.Length > 0 ? EvidenceText.Missing(figureId, missing, models.Count) : null;
    }

    private static string Evidence(IEnumerable<Pace> measured, int pairs, List<Pair> swapped)
    {
        var share = (1 - (double)swapped.Count / pairs).ToString("P0", CultureInfo.InvariantCulture);
        var kept = $"{pairs - swapped.Count} of {pairs} pairs of methods ({share}) are in the same order of final d_align.";
        var distances = EvidenceText.List(measured.Select(pace => $"{pace.Model.Title} {NumberText.Distance(pace.Batch)}"));
        return $"{kept} With mini-batches: {distances}"
            + (swapped.Count > 0 ? $" Swapped: {EvidenceText.List(swapped.Select(pair => pair.Name))}" : "");
    }

    /// <summary>Every two of them that are far enough apart.</summary>
    private static IEnumerable<Pair> PairsOf(IEnumerable<Pace> measured)
    {
        var all = measured.ToList();
        return all.SelectMany((first, i) => all.Skip(i + 1).Select(second => new Pair(first, second)))
            .Where(pair => pair.HasOrder);
    }

    /// <summary>d_align in the end, with all samples and with mini-batches.</summary>
    private sealed record Pace(Model Model, double Full, double Batch);

    /// <summary>Two methods with one optimizer.</summary>
    private sealed record Pair(Pace First, Pace Second)
    {
        public bool HasOrder => Math.Abs(First.Full - Second.Full) > Tie && Math.Abs(First.Batch - Second.Batch) > Tie;

        public bool IsSwapped => (First.Full - Second.Full) * (First.Batch - Second.Batch) < 0;

        public string Name =>
            $"{First.Model.Method.Title} and {Second.Model.Method.Title} with {First.Model.Optimizer.Title}";
    }
}
