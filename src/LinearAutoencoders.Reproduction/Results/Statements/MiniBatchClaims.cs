using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results.Statements;

/// <summary>Appendix I.2: mini-batches, figures 7 and 8 against figure 2.</summary>
internal static class MiniBatchClaims
{
    /// <summary>Two methods closer to each other than this have no order.</summary>
    private const double Tie = 0.02;

    /// <summary>So much of all pairs must be in the same order.</summary>
    private const double MostPairs = 0.75;

    private static readonly Optimizer[] Optimizers = [new Nesterov(), new Adam()];

    private static readonly Method[] Methods =
        [new Rag(), new NonUniformL2(), new LinearVae(), new NestedDropout(), new DeterministicNestedDropout()];

    public static Claim SameOrder(ReproductionResults results, string figure, int batchSize)
    {
        var statement = new Statement(figure == "fig7" ? "I.2, figure 7" : "I.2, figure 8",
            $"With mini-batches of {Numbers.Count(batchSize)} the methods are in the same order as with all samples in a step.");
        if ((MissingOf(results, "fig2") ?? MissingOf(results, figure)) is { } missing) return statement.NotMeasured(missing);
        var pairs = Optimizers.SelectMany(optimizer => PairsOf(results, figure, optimizer)).ToList();
        if (pairs.Count == 0) return statement.NotMeasured("No two methods are far enough apart to have an order.");
        var swapped = pairs.Where(pair => pair.Full * pair.Batch < 0).Select(pair => pair.Name).ToList();
        var share = 1 - (double)swapped.Count / pairs.Count;
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{pairs.Count - swapped.Count} of {pairs.Count} pairs of methods ({share:P0}) are in the same order of final d_align. ")
            + $"With mini-batches: {Evidence.List(Models().Select(model => $"{model.Title} {Numbers.Distance(results.Find(figure, model)!.FinalAlignment)}"))}"
            + (swapped.Count > 0 ? $" Swapped: {Evidence.List(swapped)}" : "");
        return statement.Decide(share >= MostPairs, evidence, string.Create(CultureInfo.InvariantCulture, $"Fewer than {MostPairs:P0} of the pairs keep their order. The number of steps differs too: an epoch of mini-batches has many."));
    }

    public static Claim MoreNoise(ReproductionResults results)
    {
        var statement = new Statement("I.2, figures 7 and 8", "Mini-batches add stochasticity to the learning curves.");
        string[] figures = ["fig2", "fig7", "fig8"];
        var floors = figures.Select(figure => results.Find(figure, Model.WithAdam(new DeterministicNestedDropout()))).ToList();
        if (floors[0] is null || floors[1] is null && floors[2] is null)
            return statement.NotMeasured("It takes figure 2 and figure 7 or 8 with deterministic nested dropout and Adam.");
        var evidence = "d_sub of deterministic nested dropout with Adam over the last tenth of a run: " + Evidence.List(figures.Zip(floors)
            .Where(entry => entry.Second is not null).Select(entry => $"{entry.First} {Numbers.Distance(entry.Second!.SubspaceFloor)}"));
        return statement.Decide(floors.Skip(1).OfType<RunGroup>().All(group => group.SubspaceFloor > floors[0]!.SubspaceFloor), evidence,
            "The floor of the subspace distance does not lie higher with mini-batches.");
    }

    private static string? MissingOf(ReproductionResults results, string figure)
    {
        var models = Models().ToList();
        string[] missing = [.. models.Where(model => results.Find(figure, model) is null).Select(model => model.Title)];
        return missing.Length > 0 ? Evidence.Missing(Evidence.NameOf(figure), missing, models.Count) : null;
    }

    private static IEnumerable<Model> Models() => Model.All(Optimizers, Methods).Where(model => model is not { Method: Rag, Optimizer: Adam });

    // For each two methods, by how much the first is behind the second with all samples, and with mini-batches.
    private static IEnumerable<(string Name, double Full, double Batch)> PairsOf(ReproductionResults results, string figure, Optimizer optimizer)
    {
        var models = Models().Where(model => model.Optimizer.Name == optimizer.Name).OrderBy(model => model.MethodPlace).Select(model => (
            model.Method, Full: results.Find("fig2", model)!.FinalAlignment, Batch: results.Find(figure, model)!.FinalAlignment)).ToList();
        return from i in Enumerable.Range(0, models.Count)
               let a = models[i]
               from b in models.Skip(i + 1)
               where Math.Abs(a.Full - b.Full) > Tie && Math.Abs(a.Batch - b.Batch) > Tie
               select ($"{a.Method.Title} and {b.Method.Title} with {optimizer.Title}", a.Full - b.Full, a.Batch - b.Batch);
    }
}
