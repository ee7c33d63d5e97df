using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Section 7, convergence to the optimal representation: figure 2.</summary>
internal static class ConvergenceObservations
{
    private const string Where = "7, figure 2";

    /// <summary>
    ///   Above this distance nothing counts as aligned: twenty random directions of their own span lie at about 0.75.
    /// </summary>
    private const double Unaligned = 0.5;

    /// <summary>A floor of d_sub that is this much above the other is one, not chance.</summary>
    private const double ClearlyAbove = 10;

    private static readonly Method[] BreakingSymmetry =
        [NonUniformL2.Paper, new LinearVae(), new DeterministicNestedDropout(), new NestedDropout(), new Rag()];

    private static readonly Optimizer[] Optimizers = [new Nesterov(), new Adam()];

    /// <summary>All of them, in the order of the section.</summary>
    public static IReadOnlyList<Finding> All(ReproductionResults results) =>
    [
        UniformDoesNotAlign(results),
        NonUniformIsSlowest(results),
        RotationIsFastest(results),
        OnlyDeterministicFindsTheSubspace(results),
        AdamAccelerates(results),
        AgreesWithThePaper(results),
    ];

    private static Finding UniformDoesNotAlign(ReproductionResults results)
    {
        var observation = new Observation(Where, "Uniform ℓ₂ regularization fails to learn the axis-aligned solution.");
        var models = Model.All(Optimizers, [UniformL2.Paper]).ToList();
        if (Find(results, models, out var missing) is not { } groups) return observation.NotMeasured(missing);
        var evidence = EvidenceText.List(groups.Select(group =>
            $"{group.Model.Title}: d_align {NumberText.Distance(group.FinalAlignment)} "
            + $"after {NumberText.Count(group.LastEpoch)} epochs (aligned is 0)"));
        return observation.Decide(
            groups.All(group => group.FinalAlignment > Unaligned), evidence, $"A distance is at or below {Unaligned}.");
    }

    private static Finding NonUniformIsSlowest(ReproductionResults results)
    {
        var observation = new Observation(Where,
            "With Nesterov momentum the regularized models converge slowly, non-uniform ℓ₂ the most slowly "
            + "of all that break the symmetry.");
        if (Find(results, [.. BreakingSymmetry.Select(Model.WithNesterov)], out var missing) is not { } groups)
            return observation.NotMeasured(missing);
        var slowest = groups.MaxBy(group => group.FinalAlignment)!;
        return observation.Decide(slowest.Model.Method is NonUniformL2, Distances(groups, int.MaxValue),
            $"{slowest.Model.Method.Title} is behind non-uniform ℓ₂ at the end.");
    }

    private static Finding RotationIsFastest(ReproductionResults results)
    {
        var observation = new Observation(Where,
            "With Nesterov momentum the rotation augmented gradient aligns faster than non-uniform ℓ₂, "
            + "the linear VAE, and both nested dropouts.");
        if (Find(results, [.. BreakingSymmetry.Select(Model.WithNesterov)], out var missing) is not { } groups)
            return observation.NotMeasured(missing);
        // 5,000 of the paper's 30,000 epochs: late enough for all to have begun, early enough for none to have ended.
        var epoch = groups.Min(group => group.LastEpoch) / 6;
        var rotation = groups.First(group => group.Model.Method is Rag).AlignmentAt(epoch);
        var ahead = groups.Where(group => group.Model.Method is not Rag && group.AlignmentAt(epoch) <= rotation);
        var names = string.Join(", ", ahead.Select(group => group.Model.Method.Title));
        var atTheEnd = groups.MinBy(group => group.FinalAlignment)!.Model.Method.Title;
        return observation.Decide(names.Length == 0, $"{Distances(groups, epoch)} Lowest at the end: {atTheEnd}.",
            $"Ahead of it at that epoch: {names}.");
    }

    private static Finding OnlyDeterministicFindsTheSubspace(ReproductionResults results)
    {
        var observation = new Observation("5 and 7, figure 2",
            "Stochastic nested dropout does not converge to the exact subspace; its deterministic variant does.");
        var models = Model.All(Optimizers, [new NestedDropout(), new DeterministicNestedDropout()]).ToList();
        if (Find(results, models, out var missing) is not { } groups) return observation.NotMeasured(missing);
        var evidence = EvidenceText.List(groups.Select(group =>
            $"{group.Model.Title}: d_sub {NumberText.Distance(group.SubspaceFloor)} over the last tenth"));
        var wrong = Optimizers.Where(optimizer => !(Floor(new NestedDropout(), optimizer)
            > ClearlyAbove * Floor(new DeterministicNestedDropout(), optimizer))).Select(optimizer => optimizer.Title).ToList();
        return observation.Decide(wrong.Count == 0, evidence,
            $"With {string.Join(" and ", wrong)} the stochastic floor is not {ClearlyAbove} times the deterministic one.");

        double Floor(Method method, Optimizer optimizer) => Of(groups, new Model(method, optimizer)).SubspaceFloor;
    }

    private static Finding AdamAccelerates(ReproductionResults results)
    {
        var observation = new Observation(Where, "Adam accelerates the regularized models and the linear VAE.");
        Method[] methods = [NonUniformL2.Paper, new DeterministicNestedDropout(), new LinearVae()];
        if (Find(results, [.. Model.All(Optimizers, methods)], out var missing) is not { } groups)
            return observation.NotMeasured(missing);
        var epochs = groups.Min(group => group.LastEpoch);
        var pairs = methods.Select(method => (
            method.Title, Nesterov: Mean(Model.WithNesterov(method)), Adam: Mean(Model.WithAdam(method)))).ToList();
        var evidence = EvidenceText.List(pairs.Select(pair =>
            $"{pair.Title}: d_align averaged over {NumberText.Count(epochs)} epochs "
            + $"{NumberText.Distance(pair.Nesterov)} with Nesterov, {NumberText.Distance(pair.Adam)} with Adam"));
        var slower = pairs.Where(pair => !(pair.Adam < pair.Nesterov)).Select(pair => pair.Title).ToList();
        return observation.Decide(slower.Count == 0, evidence, $"Adam is not faster for {string.Join(", ", slower)}.");

        double Mean(Model model) => Of(groups, model).MeanAlignmentUntil(epochs);
    }

    private static Finding AgreesWithThePaper(ReproductionResults results)
    {
        var observation = new Observation(Where,
            "The distances read off figure 2 at 30,000 epochs have the same order of magnitude as ours.");
        if (!results.HasPaperData) return observation.NeedsPapersData("The numbers are those of MNIST.");
        if (!results.HasPaperSizes) return observation.NotMeasured("The numbers are those of the paper's settings.");
        return ReadOffNumber.Decide(observation, FullBatchExperiment.FigureId,
            [.. from @group in results.Groups(FullBatchExperiment.FigureId)
                let paper = PaperDistances.FinalAlignment(@group.Model)
                where paper is not null
                select Beside(@group, paper)]);
    }

    private static ReadOffNumber Beside(RunGroup group, string paper)
    {
        var ours = group.FinalAlignment;
        var bound = double.Parse(paper.TrimStart('<', ' '), CultureInfo.InvariantCulture);
        var ratio = paper.StartsWith('<') ? Math.Max(1, ours / bound) : ours / bound;
        return new ReadOffNumber($"{group.Model.Title}, ours {NumberText.Distance(ours)}, the paper's {paper}", ratio);
    }

    /// <summary>The runs of all models, or null and which are missing.</summary>
    private static List<RunGroup>? Find(ReproductionResults results, List<Model> models, out string missing)
    {
        var groups = models.Select(model => results.Find(FullBatchExperiment.FigureId, model)).ToList();
        string[] names = [.. models.Zip(groups).Where(entry => entry.Second is null).Select(entry => entry.First.Title)];
        missing = EvidenceText.Missing(FullBatchExperiment.FigureId, names, models.Count);
        return names.Length > 0 ? null : [.. groups.OfType<RunGroup>()];
    }

    private static RunGroup Of(IEnumerable<RunGroup> groups, Model model) => groups.First(group => group.Model == model);

    private static string Distances(List<RunGroup> groups, int epoch)
    {
        var last = Math.Min(epoch, groups.Min(group => group.LastEpoch));
        return $"d_align after {NumberText.Count(last)} epochs: "
            + EvidenceText.List(groups.OrderByDescending(group => group.AlignmentAt(epoch))
                .Select(group => $"{group.Model.Method.Title} {NumberText.Distance(group.AlignmentAt(epoch))}"));
    }
}
