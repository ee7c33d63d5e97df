using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>What the study claims of its runs on one data set, each decided by them.</summary>
internal sealed class AlignmentObservations(ReproductionResults results)
{
    private const string Where = "alignment";

    private const double Aligned = 0.01;

    public IReadOnlyList<Finding> All() => [GaugeIsFaster(), OrderedRulesAlign(), SubspaceRulesDoNot(), SolversTakeFewerProducts()];

    private Finding GaugeIsFaster()
    {
        var observation = new Observation(Where,
            $"Gauge fixing aligns to {Aligned} in less than a tenth of the epochs of the rotation augmented gradient.");
        if (Find(new Rag()) is not { } rag || Find(new GaugeFixed()) is not { } gauge)
            return observation.NotMeasured("It takes runs of both with Nesterov momentum.");
        var (slow, fast) = (rag.EpochsTo(Aligned), gauge.EpochsTo(Aligned));
        return observation.Decide(
            fast * 10 < slow, $"{EvidenceText.Epochs(fast)} epochs; the rotation augmented gradient: {EvidenceText.Epochs(slow)}.",
            "It does not.");
    }

    private Finding OrderedRulesAlign()
    {
        var observation = new Observation(Where,
            $"Every rule of the related work that determines the components gets to {Aligned}.");
        var groups = Related(method => method.Finds != SolutionKind.Subspace);
        if (groups.Count == 0) return observation.NotMeasured("None of them was run.");
        var failed = groups.Where(group => !double.IsFinite(group.EpochsTo(Aligned))).Select(Name).ToList();
        return observation.Decide(failed.Count == 0, Epochs(groups),
            $"Within {NumberText.Count(results.Sizes.StudyEpochs)} epochs {string.Join(", ", failed)} did not.");
    }

    private Finding SubspaceRulesDoNot()
    {
        var observation = new Observation(Where,
            "A rule that determines the subspace alone finds it (d_sub below 0.001), and no axes (d_align above 0.1).");
        var groups = Related(method => method.Finds == SolutionKind.Subspace);
        if (groups.Count == 0) return observation.NotMeasured("None of them was run.");
        var others = groups.Where(group => !(group.FinalSubspace < 1e-3 && group.FinalAlignment > 0.1)).Select(Name).ToList();
        return observation.Decide(others.Count == 0,
            EvidenceText.List(groups.Select(group =>
                $"{Name(group)}: d_sub {group.Distance(group.FinalSubspace)}, d_align {group.Distance(group.FinalAlignment)}")),
            $"It is otherwise with {string.Join(", ", others)}.");
    }

    private Finding SolversTakeFewerProducts()
    {
        const double exact = 1e-4;
        var observation = new Observation(Where,
            $"To {exact}, LOBPCG takes fewer products of Σ with k vectors than any method of training.");
        var training = results.Groups(AlignmentExperiment.FigureId)
            .Select(group => (group, Products: group.EpochsTo(exact) * StudyModels.ProductsPerEpoch(group.Model.Method)))
            .Where(entry => double.IsFinite(entry.Products)).OrderBy(entry => entry.Products).ToList();
        if (results.Find(AlignmentExperiment.SolversId, SolverRuns.ModelOf(SolverRuns.Lobpcg)) is not { } solver || training.Count == 0)
            return observation.NotMeasured("It takes runs that got there.");
        var products = solver.EpochsTo(exact);
        return observation.Decide(products < training[0].Products,
            $"LOBPCG: {EvidenceText.Epochs(products)}; " + EvidenceText.List(training.Take(3).Select(entry =>
                $"{Name(entry.group)}: {EvidenceText.Epochs(entry.Products)}")),
            $"{Name(training[0].group)} takes no more.");
    }

    private RunGroup? Find(Method method) => results.Find(AlignmentExperiment.FigureId, Model.WithNesterov(method));

    /// <summary>Those with Nesterov momentum, or with steps of their own.</summary>
    private List<RunGroup> Related(Func<Method, bool> which) => [.. results.Groups(AlignmentExperiment.FigureId).Where(group =>
        group.Model is { Method.Origin: MethodOrigin.Related, Optimizer: Nesterov } && which(group.Model.Method))];

    private static string Epochs(IEnumerable<RunGroup> groups) =>
        EvidenceText.List(groups.Select(group => $"{Name(group)}: {EvidenceText.Epochs(group.EpochsTo(Aligned))}"));

    private static string Name(RunGroup group) => StudyModels.NameOf(group.Model);
}
