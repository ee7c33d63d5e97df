using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure2LearningCurves;

/// <summary>Both distances over epochs, for all models and both optimizers.</summary>
internal abstract class LearningCurvesExperiment : IExperiment
{
    /// <summary>The models; RAG is no gradient that Adam could rescale.</summary>
    public static IReadOnlyList<Model> AllModels { get; } =
    [
        .. Model.All(
            [new Nesterov(), new Adam()],
            [
                UniformL2.Paper, NonUniformL2.Paper, new Rag(), new NestedDropout(), new DeterministicNestedDropout(),
                new LinearVae(),
            ])
            .Where(model => model is not { Method: Rag, Optimizer: Adam }),
    ];

    public abstract string Id { get; }

    public bool IsOnData => true;

    public abstract IReadOnlyList<RunOptions> Runs(Setup setup);

    public abstract IReadOnlyList<ReportTable> Comparison(ReproductionResults results);

    public abstract IReadOnlyList<Finding> Findings(ReproductionResults results);

    public ReportSection Write(Outcome outcome)
    {
        var curves = SeedSummary.Of(outcome.Runs);
        var options = curves[0].First.Options;
        CurveFiles.Numbers(curves).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = Title,
            Caption = Caption(curves),
            Settings = Settings(outcome, curves),
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(
                    new LearningCurvesFigure([.. curves.Select(CurveFiles.Curve)], null, Curves.Subtitle(options))
                    {
                        Alignment = AlignmentAxis.Both,
                    },
                    $"Learning curves of {curves.Count} models on {Curves.DataName(options.Data)}: "
                        + "distance to the axis-aligned solution and to the optimal subspace"),
            ],
            Charts = CurveFiles.Charts(curves, CurveFiles.Look),
            Notes =
            [
                .. Notes(curves),
                .. curves.Where(curve => curve.Runs.Any(run => run.Diverged)).Select(Divergence),
                .. outcome.MissingNote,
            ],
        };
    }

    /// <summary>Heads the section.</summary>
    protected abstract string Title { get; }

    /// <summary>What a reader must know of these curves.</summary>
    protected virtual IEnumerable<string> Notes(IReadOnlyList<SeedSummary> curves) => [];

    private static string Caption(IReadOnlyList<SeedSummary> curves)
    {
        var options = curves[0].First.Options;
        var nesterov = curves.Select(curve => curve.Model.Optimizer).OfType<Nesterov>().FirstOrDefault(new Nesterov());
        var repeated = curves.Where(curve => curve.Runs.Count > 1).ToList();
        var bands = repeated.Count == 0 ? ""
            : $" Lines are medians and bands the range of {NumberText.Counted(repeated.Max(curve => curve.Runs.Count), "seed")}"
                + (repeated.Count < curves.Count ? ", but for nested dropout, which has one." : ".");
        return $"Distance to the axis-aligned solution and to the optimal subspace on {Curves.DataName(options.Data)}, "
            + $"k = {options.Training.LatentDimension}. Solid lines: gradient descent with {SettingText.Of(nesterov)}. "
            + $"Dashed lines: Adam.{bands}";
    }

    private static IReadOnlyList<Setting> Settings(Outcome outcome, IReadOnlyList<SeedSummary> curves)
    {
        var (options, data) = (curves[0].First.Options, curves[0].First.Record.Data);
        return
        [
            new("data", $"{Curves.DataName(options.Data)}, {NumberText.Count(data.Samples)} × {NumberText.Count(data.Dimension)}"
                + (options.Center ? ", centred" : "")),
            new("k", $"{options.Training.LatentDimension}"),
            new("epochs", NumberText.Count(options.Training.Epochs)),
            .. outcome.Setup.Divisor == 1 ? [] : (Setting[])
            [
                new("unit", $"the data divided by {NumberText.Number(outcome.Setup.Divisor)}, so that its last component has the variance "
                    + "that it has on MNIST, which penalties and rates are chosen for"),
            ],
            new("samples in a step", options.Training.BatchSize is { } size ? NumberText.Count(size) : "all"),
            .. SettingText.Of(outcome.Runs),
            new("precision", options.Precision.ToString().ToLowerInvariant()),
            new("profile", outcome.Setup.Sizes.Name),
            .. curves.Select(curve => new Setting($"learning rate, {curve.Model.Title}", RateOf(curve))),
        ];
    }

    private static string RateOf(SeedSummary curve) =>
        NumberText.Number(curve.First.Options.Training.LearningRate!.Value);

    private static string Divergence(SeedSummary curve) =>
        $"{NameOf(curve.Model)} diverged in {curve.Runs.Count(run => run.Diverged)} of {curve.Runs.Count} runs.";

    /// <summary>A model in a sentence.</summary>
    protected static string NameOf(Model model) => $"{model.Method.Title} with {model.Optimizer.Title}";
}
