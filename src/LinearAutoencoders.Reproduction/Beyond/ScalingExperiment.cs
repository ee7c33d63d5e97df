using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Beyond;

/// <summary>Figure 4 with what this project adds: epochs to alignment over k on synthetic data.</summary>
internal sealed class ScalingExperiment : IExperiment
{
    private const double Aligned = 0.01;

    public string Id => "scaling";

    public bool IsOnData => false;

    /// <summary>The cheapest first.</summary>
    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from k in setup.Sizes.StudyDimensions
           from model in StudyModels.Scaling
           from run in setup.Repeat(IsFigure4s(model) ? setup.OnSynthetic(model, k) : setup.OnSynthetic(model, k).With(training =>
               training with { Epochs = StudyModels.EpochsOf(setup, k), EvaluateEvery = 1, StopBelowAlignment = Aligned }))
           orderby setup.DataSets.Of(run).CostOf(run)
           select run,
    ];

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) =>
        [TableOf(results, Setup.Alignment, _ => true), TableOf(results, Aligned, model => !IsFigure4s(model))];

    /// <summary>RAG's runs are those of the paper's figure 4, of which a folder of runs may have some already.</summary>
    private static bool IsFigure4s(Model model) => model.Method is Rag;

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => [GaugeDoesNotSlowDown(results)];

    public ReportSection Write(Outcome outcome)
    {
        List<RunGroup> groups = [.. outcome.Runs.Select(run => run.Measured(Id)).GroupBy(run => (run.Model, run.K))
            .Select(group => new RunGroup([.. group])).OrderBy(group => group.First.K)];
        Numbers(groups).Save(outcome.PathOf(".csv"));
        var recipe = outcome.Setup.Sizes.Synthetic;
        var size = $"{NumberText.Count(recipe.Samples)} × {NumberText.Count(recipe.Dimension)}";
        var (most, work) = (NumberText.Count(outcome.Setup.Sizes.StudyEpochs), NumberText.Count(outcome.Setup.Sizes.StudyWork));
        var limit = $"at most {most}, and {work}/k; the rotation augmented gradient as in figure 4";
        return new ReportSection
        {
            Id = Id,
            Title = "Scalability, with gauge fixing",
            Caption = $"Epochs until d_align is below {Setup.Alignment} over the latent dimension, with Nesterov momentum or steps of the "
                + "method's own. A cross marks the last k before one at which a run ended earlier.",
            Settings =
            [
                new("data", $"synthetic, {size}"), new("k", string.Join(", ", outcome.Setup.Sizes.StudyDimensions)),
                new("epochs", limit), .. SettingText.Of(outcome.Runs),
                new("profile", outcome.Setup.Sizes.Name),
            ],
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(
                    new EpochsToAlignmentFigure(
                        [.. groups.GroupBy(group => group.Model).Select(SpeedOf)], Setup.Alignment, null,
                        $"synthetic data, {size}"),
                    "Epochs to alignment over the latent dimension for each method, both axes logarithmic"),
            ],
            Tables = ForecastTable.Of(outcome),
            Notes = outcome.MissingNote,
        };
    }

    private Finding GaugeDoesNotSlowDown(ReproductionResults results)
    {
        var observation = new Observation("scaling",
            $"From the smallest k to the largest, the epochs of gauge fixing to {Setup.Alignment} fall, those of the rotation augmented "
            + "gradient grow.");
        var (gauge, rag) = (Model.WithNesterov(new GaugeFixed()), Model.WithNesterov(new Rag()));
        List<int> dimensions = [.. results.LatentDimensions(Id, gauge).Intersect(results.LatentDimensions(Id, rag))];
        if (dimensions.Count < 2) return observation.NotMeasured("It takes two k at which both were run.");
        var (low, high) = (dimensions[0], dimensions[^1]);
        return observation.Decide(
            Epochs(gauge, high) < Epochs(gauge, low) && Epochs(rag, high) > Epochs(rag, low),
            EvidenceText.List(new[] { gauge, rag }.Select(Evidence)), "They do not both.");

        string Evidence(Model model) => $"{model.Method.Title}: {EvidenceText.Epochs(Epochs(model, low))} epochs at k = {low}, "
            + $"{EvidenceText.Epochs(Epochs(model, high))} at k = {high}";

        double Epochs(Model model, int k) => results.Find(Id, model, k)!.EpochsTo(Setup.Alignment);
    }

    private static AlignmentSpeed SpeedOf(IGrouping<Model, RunGroup> groups) => new(
        groups.Key.Method, groups.Key.Optimizer, [.. groups.Select(group => group.First.K)],
        [.. groups.Select(group => group.EpochsTo(Setup.Alignment) is var epochs && double.IsFinite(epochs) ? epochs : double.NaN)]);

    private ReportTable TableOf(ReproductionResults results, double alignment, Func<Model, bool> which)
    {
        List<RunGroup> groups = [.. results.Groups(Id).Where(group => which(group.Model))];
        List<int> dimensions = [.. groups.Select(group => group.First.K).Distinct().Order()];
        return new ReportTable($"Epochs to d_align < {NumberText.Threshold(alignment)}", ["method", .. dimensions.Select(k => $"k = {k}")],
            [.. groups.Select(group => group.Model).Distinct().Select(model =>
                (IReadOnlyList<string>)[StudyModels.NameOf(model), .. dimensions.Select(k => Cell(model, k))])]);

        string Cell(Model model, int k) => results.Find(Id, model, k) is not { } group ? ""
            : group.EpochsTo(alignment) is var epochs && double.IsFinite(epochs) ? NumberText.Count(epochs)
            : group.Distance(group.FinalAlignment);
    }

    private static CsvTable Numbers(IEnumerable<RunGroup> groups)
    {
        var table = new CsvTable("method", "optimizer", "k", "learning_rate", "seeds", "epochs_below_0.3", "epochs_below_0.01");
        foreach (var group in groups)
        {
            var model = group.Model;
            double?[] epochs = [.. new[] { Setup.Alignment, Aligned }.Select(limit =>
                group.EpochsTo(limit) is var count && double.IsFinite(count) ? count : (double?)null)];
            table.Add(
                model.Method.Name, model.Method.TakesOptimizer ? model.Optimizer.Name : null, group.First.K, group.First.LearningRate,
                group.Seeds, epochs[0], epochs[1]);
        }
        return table;
    }
}
