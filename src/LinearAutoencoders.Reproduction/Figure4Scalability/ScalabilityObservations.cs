using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;

namespace LinearAutoencoders.Reproduction.Figure4Scalability;

/// <summary>Section 7, scalability to latent representation sizes: figure 4.</summary>
internal sealed class ScalabilityObservations(ReproductionResults results, string figureId)
{
    private const string Where = "7, figure 4";

    /// <summary>
    ///   What Nesterov aligns sooner leaves nothing to accelerate. In the paper's figure Adam is the slower one of the two at
    ///   k = 5, where Nesterov takes up to 790 epochs, and the faster one at k = 10, where it takes 3,000: this lies in the
    ///   middle.
    /// </summary>
    private const double SlowWithNesterov = 1500;

    private static readonly Method[] Regularized = [NonUniformL2.Paper, new DeterministicNestedDropout()];

    /// <summary>All of them, in the order of the section.</summary>
    public IReadOnlyList<Finding> All() =>
    [
        RegularizedScaleWorse(),
        FailBeyondSomeK("With Nesterov momentum both regularized models fail to converge beyond some k.", new Nesterov()),
        AdamAcceleratesRegularized(),
        FailBeyondSomeK(
            "Adam does not solve the poor scaling: both regularized models fail to converge at large k.", new Adam()),
        RotationReachesAll(),
        AgreesWithThePaper(),
    ];

    private Finding RegularizedScaleWorse()
    {
        var observation = new Observation(Where,
            "With Nesterov momentum non-uniform ℓ₂ and deterministic nested dropout scale worse with k "
            + "than the rotation augmented gradient.");
        var models = Regularized.Append(new Rag()).Select(Model.WithNesterov).ToList();
        var dimensions = models.Select(Dimensions).Aggregate((a, b) => [.. a.Intersect(b)]);
        if (dimensions.Count < 2)
            return observation.NotMeasured("It takes two k or more at which all three were run with Nesterov.");
        var (low, high) = (dimensions[0], dimensions[^1]);
        var growth = models.Select(model => (model.Method.Title, Low: Epochs(model, low), High: Epochs(model, high))).ToList();
        var evidence = EvidenceText.List(growth.Select(entry =>
            $"{entry.Title}: {EvidenceText.Epochs(entry.Low)} epochs at k = {low}, "
            + $"{EvidenceText.Epochs(entry.High)} at k = {high}"));
        var rotation = growth[^1].High / growth[^1].Low;
        var better = growth[..^1].Where(entry => !(entry.High / entry.Low > rotation)).Select(entry => entry.Title).ToList();
        return observation.Decide(better.Count == 0, evidence, double.IsFinite(rotation)
            ? $"The epochs of {string.Join(", ", better)} do not grow by more."
            : "The rotation augmented gradient failed itself.");
    }

    private Finding AdamAcceleratesRegularized()
    {
        var observation = new Observation(Where, "Adam accelerates the regularized models.");
        var cells = Regularized.SelectMany(CellsOf).ToList();
        var decisive = cells.Where(cell => cell.IsDecisive).ToList();
        if (decisive.DistinctBy(cell => cell.Title).Count() < Regularized.Length)
            return observation.NotMeasured("It takes, for both models, a k at which Nesterov needs more than "
                + $"{EvidenceText.Epochs(SlowWithNesterov)} epochs and one of the optimizers aligns.");
        var evidence = "Epochs with Nesterov → Adam: " + EvidenceText.List(cells.GroupBy(cell => cell.Title).Select(group =>
            $"{group.Key} {string.Join(", ", group.Select(cell => cell.Text))}"));
        var slower = decisive.Where(cell => !(cell.Adam < cell.Nesterov)).ToList();
        return observation.Decide(slower.Count == 0, evidence,
            $"Adam is not faster at {string.Join(", ", slower.Select(cell => $"k = {cell.K} ({cell.Title})"))}. "
            + $"Where Nesterov takes {EvidenceText.Epochs(SlowWithNesterov)} epochs or fewer Adam is the slower one in the "
            + "paper's figure too; those k do not count.");
    }

    private Finding RotationReachesAll()
    {
        var observation = new Observation(Where,
            "With the rotation augmented gradient and Nesterov momentum every k of the figure, "
            + $"the paper's up to 500, gets to an alignment of {Setup.Alignment}.");
        var model = Model.WithNesterov(new Rag());
        var dimensions = Dimensions(model);
        var evidence = EvidenceText.List(dimensions.Select(k => $"k = {k}: {EvidenceText.Epochs(Epochs(model, k))}"));
        var failed = dimensions.Where(k => Failed(model, k)).Select(k => $"k = {k}").ToList();
        if (failed.Count > 0)
            return observation.Decide(false, evidence, $"It did not get there at {string.Join(", ", failed)}.");
        if (dimensions.Count == 0) return observation.NotMeasured("Figure 4 was not run.");
        var missing = results.Sizes.LatentDimensions.Except(dimensions).ToList();
        return missing.Count > 0
            ? observation.NotMeasured($"k = {string.Join(", ", missing)} were not run.", evidence)
            : observation.Decide(true, evidence, "");
    }

    private Finding FailBeyondSomeK(string text, Optimizer optimizer)
    {
        var observation = new Observation(Where, text);
        var models = Regularized.Select(method => new Model(method, optimizer)).ToList();
        string[] missing = [.. models.Where(model => Dimensions(model).Count == 0).Select(model => model.Title)];
        if (missing.Length > 0) return observation.NotMeasured(EvidenceText.Missing(figureId, missing, models.Count));
        var evidence = EvidenceText.List(models.Select(model => $"{model.Method.Title}: {Fate(model)}"));
        var aligned = models.Where(model => !Dimensions(model).Any(k => Failed(model, k))).ToList();
        if (aligned.Count == 0) return observation.Decide(true, evidence, "");
        // No failure where the paper has none yet decides nothing.
        var early = aligned.Where(model => !PaperEpochs.LiesBeyondCross(model, Dimensions(model)[^1])).ToList();
        return early.Count > 0
            ? observation.NotMeasured($"No k was run beyond the paper's cross for {TitlesOf(early)}.", evidence)
            : observation.Decide(false, evidence, $"{TitlesOf(aligned)} aligned at every k that was run.");
    }

    private Finding AgreesWithThePaper()
    {
        var observation = new Observation(Where,
            $"The epochs to an alignment of {Setup.Alignment} read off figure 4 have the same order of magnitude as ours.");
        if (!results.HasPaperSizes) return observation.NotMeasured("The numbers are those of the paper's settings.");
        return ReadOffNumber.Decide(observation, figureId,
            [.. from @group in results.Groups(figureId)
                let paper = PaperEpochs.ToAlignment(@group.Model, @group.First.K)
                where paper is not null
                select Beside(@group, paper.Value)]);
    }

    // A run that never got there took longer than it lasted.
    private static ReadOffNumber Beside(RunGroup group, double paper)
    {
        var ours = group.EpochsTo(Setup.Alignment);
        var ratio = double.IsFinite(ours) ? ours / paper : Math.Max(1, group.LastEpoch / paper);
        return new ReadOffNumber($"{group.Model.Title}, k = {group.First.K}, ours {EvidenceText.Epochs(ours)}, "
            + $"the paper's {EvidenceText.Epochs(paper)}", ratio);
    }

    private string Fate(Model model)
    {
        var failed = Dimensions(model).Where(k => Failed(model, k)).ToList();
        return failed.Count == 0 ? $"aligned at every k to {Dimensions(model)[^1]}"
            : $"failed at k = {string.Join(", ", failed)}";
    }

    private IEnumerable<Cell> CellsOf(Method method)
    {
        var (nesterov, adam) = (Model.WithNesterov(method), Model.WithAdam(method));
        return Dimensions(nesterov).Intersect(Dimensions(adam))
            .Select(k => new Cell(method.Title, k, Epochs(nesterov, k), Epochs(adam, k)));
    }

    private static string TitlesOf(IEnumerable<Model> models) => string.Join(", ", models.Select(model => model.Method.Title));

    private bool Failed(Model model, int k) => double.IsInfinity(Epochs(model, k));

    private double Epochs(Model model, int k) => results.Find(figureId, model, k)!.EpochsTo(Setup.Alignment);

    private IReadOnlyList<int> Dimensions(Model model) => results.LatentDimensions(figureId, model);

    /// <summary>Epochs to alignment with either optimizer.</summary>
    private sealed record Cell(string Title, int K, double Nesterov, double Adam)
    {
        public bool IsDecisive => Nesterov > SlowWithNesterov && double.IsFinite(Math.Min(Nesterov, Adam));

        public string Text => $"k = {K}: {EvidenceText.Epochs(Nesterov)} → {EvidenceText.Epochs(Adam)}";
    }
}
