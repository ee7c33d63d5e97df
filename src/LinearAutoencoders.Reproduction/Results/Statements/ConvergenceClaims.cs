using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results.Statements;

/// <summary>Section 7, convergence to the optimal representation: figures 2 and 3.</summary>
internal static class ConvergenceClaims
{
    private const string Figure = "fig2";

    /// <summary>Above this distance nothing counts as aligned: twenty random directions of their own span lie at about 0.75.</summary>
    private const double Unaligned = 0.5;

    /// <summary>A floor of d_sub that is this much above the other is one, not chance.</summary>
    private const double ClearlyAbove = 10;

    private static readonly Method[] BreakingSymmetry =
        [new NonUniformL2(), new LinearVae(), new DeterministicNestedDropout(), new NestedDropout(), new Rag()];

    private static readonly Optimizer[] Optimizers = [new Nesterov(), new Adam()];

    public static Claim UniformDoesNotAlign(ReproductionResults results)
    {
        var statement = new Statement("7, figure 2", "Uniform ℓ₂ regularization fails to learn the axis-aligned solution.");
        var runs = Found(results, [new UniformL2()], Optimizers);
        if (MissingOf(runs) is { } missing) return statement.NotMeasured(missing);
        var evidence = Evidence.List(runs.Select(run =>
            $"{run.Model.Title}: d_align {Distance(run.Group!.FinalAlignment)} after {Numbers.Count(run.Group.LastEpoch)} epochs (aligned is 0)"));
        return statement.Decide(runs.All(run => run.Group!.FinalAlignment > Unaligned), evidence, $"A distance is at or below {Unaligned}.");
    }

    public static Claim NonUniformIsSlowest(ReproductionResults results)
    {
        var statement = new Statement("7, figure 2",
            "With Nesterov momentum the regularized models converge slowly, non-uniform ℓ₂ the most slowly of all that break the symmetry.");
        var runs = Found(results, BreakingSymmetry, [new Nesterov()]);
        if (MissingOf(runs) is { } missing) return statement.NotMeasured(missing);
        var slowest = runs.MaxBy(run => run.Group!.FinalAlignment)!;
        return statement.Decide(slowest.Model.Method is NonUniformL2, Distances(runs, int.MaxValue),
            $"{slowest.Model.Method.Title} is behind non-uniform ℓ₂ at the end.");
    }

    public static Claim RotationIsFastest(ReproductionResults results)
    {
        var statement = new Statement("7, figure 2",
            "With Nesterov momentum the rotation augmented gradient aligns faster than non-uniform ℓ₂, the linear VAE, and both nested dropouts.");
        var runs = Found(results, BreakingSymmetry, [new Nesterov()]);
        if (MissingOf(runs) is { } missing) return statement.NotMeasured(missing);
        // 5,000 of the paper's 30,000 epochs: late enough for all to have begun, early enough for none to have ended.
        var epoch = runs.Min(run => run.Group!.LastEpoch) / 6;
        var rotation = runs.First(run => run.Model.Method is Rag).Group!;
        var ahead = runs.Where(run => run.Model.Method is not Rag && run.Group!.AlignmentAt(epoch) <= rotation.AlignmentAt(epoch)).ToList();
        var atTheEnd = runs.MinBy(run => run.Group!.FinalAlignment)!.Model.Method.Title;
        return statement.Decide(ahead.Count == 0, $"{Distances(runs, epoch)} Lowest at the end: {atTheEnd}.",
            $"Ahead of it at that epoch: {string.Join(", ", ahead.Select(run => run.Model.Method.Title))}.");
    }

    public static Claim OnlyDeterministicFindsTheSubspace(ReproductionResults results)
    {
        var statement = new Statement("5 and 7, figure 2",
            "Stochastic nested dropout does not converge to the exact subspace; its deterministic variant does.");
        var runs = Found(results, [new NestedDropout(), new DeterministicNestedDropout()], Optimizers);
        if (MissingOf(runs) is { } missing) return statement.NotMeasured(missing);
        var evidence = Evidence.List(runs.Select(run => $"{run.Model.Title}: d_sub {Distance(run.Group!.SubspaceFloor)} over the last tenth"));
        var wrong = Optimizers.Where(optimizer =>
            !(Floor(new NestedDropout(), optimizer) > ClearlyAbove * Floor(new DeterministicNestedDropout(), optimizer))).ToList();
        return statement.Decide(wrong.Count == 0, evidence,
            $"With {string.Join(" and ", wrong.Select(optimizer => optimizer.Title))} the stochastic floor is not {ClearlyAbove} times the deterministic one.");

        double Floor(Method method, Optimizer optimizer) =>
            runs.First(run => run.Model == new Model(method, optimizer)).Group!.SubspaceFloor;
    }

    public static Claim AdamAccelerates(ReproductionResults results)
    {
        var statement = new Statement("7, figure 2", "Adam accelerates the regularized models and the linear VAE.");
        Method[] methods = [new NonUniformL2(), new DeterministicNestedDropout(), new LinearVae()];
        var runs = Found(results, methods, Optimizers);
        if (MissingOf(runs) is { } missing) return statement.NotMeasured(missing);
        var epochs = runs.Min(run => run.Group!.LastEpoch);
        var pairs = methods.Select(method => (Method: method, Nesterov: Mean(method, new Nesterov()), Adam: Mean(method, new Adam()))).ToList();
        var evidence = Evidence.List(pairs.Select(pair =>
            $"{pair.Method.Title}: d_align averaged over {Numbers.Count(epochs)} epochs {Distance(pair.Nesterov)} with Nesterov, {Distance(pair.Adam)} with Adam"));
        var slower = pairs.Where(pair => !(pair.Adam < pair.Nesterov)).ToList();
        return statement.Decide(slower.Count == 0, evidence, $"Adam is not faster for {string.Join(", ", slower.Select(pair => pair.Method.Title))}.");

        double Mean(Method method, Optimizer optimizer) =>
            runs.First(run => run.Model == new Model(method, optimizer)).Group!.MeanAlignmentUntil(epochs);
    }

    public static Claim VaeHasNoOrder(ReproductionResults results)
    {
        var statement = new Statement("7, figure 3", "The linear VAE does not order its dimensions, as the rotation augmented gradient does: UᵀW₂ tends to a permutation, not a diagonal.");
        if (OrderOf(new Rag()) is not { } rotation || OrderOf(new LinearVae()) is not { } vae)
            return statement.NotMeasured("It takes figure 3 with the rotation augmented gradient and the linear VAE.");
        // A permutation drawn at random leaves one column in place on average.
        return statement.Decide(InMostPlaces(rotation) && !InMostPlaces(vae),
            "Columns of W₂ that are nearest to the principal direction of their own number, in figure 3's last maps: "
            + Evidence.List([Text(new Rag(), rotation), Text(new LinearVae(), vae)]),
            InMostPlaces(rotation) ? "Most columns of the linear VAE are in place." : "Not even the rotation augmented gradient has most columns in place.");

        DecoderOrder? OrderOf(Method method) => results.Find("fig3", Model.WithNesterov(method))?.First.DecoderOrder;

        static bool InMostPlaces(DecoderOrder order) => 2 * order.InPlace > order.Columns;

        static string Text(Method method, DecoderOrder order) =>
            $"{method.Title} {order.InPlace} of {order.Columns} (all columns together are nearest to {order.Distinct} directions)";
    }

    private static List<Entry> Found(ReproductionResults results, IEnumerable<Method> methods, IEnumerable<Optimizer> optimizers) =>
        [.. Model.All(optimizers, methods).Select(model => new Entry(model, results.Find(Figure, model)))];

    private static string? MissingOf(List<Entry> runs) =>
        runs.Any(run => run.Group is null) ? Evidence.Missing(Evidence.NameOf(Figure), [.. runs.Where(run => run.Group is null).Select(run => run.Model.Title)], runs.Count) : null;

    private static string Distances(List<Entry> runs, int epoch)
    {
        var last = Math.Min(epoch, runs.Min(run => run.Group!.LastEpoch));
        return $"d_align after {Numbers.Count(last)} epochs: "
            + Evidence.List(runs.OrderByDescending(run => run.Group!.AlignmentAt(epoch))
                .Select(run => $"{run.Model.Method.Title} {Distance(run.Group!.AlignmentAt(epoch))}"));
    }

    private static string Distance(double value) => Numbers.Distance(value);

    private sealed record Entry(Model Model, RunGroup? Group);
}
