using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure4Scalability;

/// <summary>Figure 4: epochs to an axis alignment of 0.3 over the latent dimension, on synthetic data.</summary>
internal sealed class ScalabilityExperiment : IExperiment
{
    /// <summary>
    ///   The five models with both optimizers; RAG with Adam, which the paper calls not applicable but shows, at the end.
    /// </summary>
    private static readonly IReadOnlyList<Model> Models =
    [
        Model.WithNesterov(new Rag()),
        Model.WithNesterov(NonUniformL2.Paper),
        Model.WithNesterov(new DeterministicNestedDropout()),
        Model.WithNesterov(new LinearVae()),
        Model.WithNesterov(new NestedDropout()),
        Model.WithAdam(NonUniformL2.Paper),
        Model.WithAdam(new DeterministicNestedDropout()),
        Model.WithAdam(new LinearVae()),
        Model.WithAdam(new NestedDropout()),
        Model.WithAdam(new Rag()),
    ];

    public string Id => "fig4";

    public bool IsOnData => false;

    /// <summary>The cheapest first: stopped anywhere, the figure has as many cells as the time was enough for.</summary>
    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from k in setup.Sizes.LatentDimensions
           from model in Models
           from run in setup.Repeat(setup.OnSynthetic(model, k))
           orderby setup.DataSets.Of(run).CostOf(run)
           select run,
    ];

    public IReadOnlyList<ReportTable> Comparison(ReproductionResults results) => ScalabilityTable.Of(results.Groups(Id));

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => new ScalabilityObservations(results, Id).All();

    public ReportSection Write(Outcome outcome)
    {
        var sizes = outcome.Setup.Sizes;
        var cells = AlignmentCell.Of(outcome.Runs).OrderBy(cell => cell.K).ThenBy(cell => PlaceOf(cell.Model)).ToList();
        var speeds = Models.Select(model => cells.Where(cell => cell.Model == model).ToList())
            .Where(own => own.Count > 0).Select(SpeedOf).ToList();
        Table(cells).Save(outcome.PathOf(".csv"));
        return new ReportSection
        {
            Id = Id,
            Title = "Scalability to the latent dimension",
            Caption = Caption(outcome),
            Settings = Settings(outcome),
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(
                    new EpochsToAlignmentFigure(speeds, Setup.Alignment, null, Subtitle(sizes)),
                    "Epochs to alignment over the latent dimension for each model and optimizer, both axes logarithmic"),
            ],
            Charts = [ChartOf(speeds)],
            Tables =
            [
                TableOf("Epochs to alignment, or the distance where the run ended", sizes, cells, cell => cell.Text),
                TableOf("What each cell cost, in seconds on one thread", sizes, cells, cell => NumberText.Count(cell.Seconds)),
            ],
            Notes = [CostNote(outcome)],
        };
    }

    private static int PlaceOf(Model model) => Models.ToList().IndexOf(model);

    private static AlignmentSpeed SpeedOf(List<AlignmentCell> cells) => new(
        cells[0].Model.Method, cells[0].Model.Optimizer,
        [.. cells.Select(cell => cell.K)], [.. cells.Select(cell => cell.Epochs)]);

    private static string Caption(Outcome outcome) =>
        $"Epochs until the distance to the axis-aligned solution is below {Setup.Alignment}, over the latent dimension. "
        + "Solid lines: Nesterov momentum. Dashed lines: Adam. A cross marks the last k before one that "
        + $"{NumberText.Count(outcome.Setup.Sizes.AlignmentEpochs)} epochs were not enough for.";

    private static string Subtitle(Sizes sizes) =>
        $"synthetic data, {NumberText.Count(sizes.Synthetic.Samples)} × {NumberText.Count(sizes.Synthetic.Dimension)}, "
        + $"at most {NumberText.Count(sizes.AlignmentEpochs)} epochs";

    private static Chart ChartOf(IEnumerable<AlignmentSpeed> speeds) => new(
        $"Epochs to an axis-alignment distance of {Setup.Alignment}", "Latent dimension k", "epochs", true, true,
        [.. speeds.Select(speed => new ChartSeries(
            new Model(speed.Method, speed.Optimizer).Title, MethodStyle.Color(speed.Method), speed.Optimizer is Adam,
            [.. speed.LatentDimensions.Select(k => (double)k)], speed.Epochs))]);

    private static ReportTable TableOf(
        string title, Sizes sizes, IReadOnlyList<AlignmentCell> cells, Func<AlignmentCell, string> text)
    {
        return new ReportTable(title, ["model", .. sizes.LatentDimensions.Select(k => $"k = {k}")],
            [.. Models.Select(model =>
                (IReadOnlyList<string>)[model.Title, .. sizes.LatentDimensions.Select(k => Text(model, k))])]);

        string Text(Model model, int k) => cells.FirstOrDefault(cell => cell.Model == model && cell.K == k) is { } cell
            ? text(cell) : "";
    }

    private static CsvTable Table(IEnumerable<AlignmentCell> cells)
    {
        var table = new CsvTable("method", "optimizer", "k", "learning_rate", "seeds", "outcome", "epochs", "axis_alignment");
        foreach (var cell in cells)
            table.Add(
                cell.Model.Method.Name, cell.Model.Optimizer.Name, cell.K, cell.First.Options.Training.LearningRate,
                cell.Runs.Count, cell.Outcome, cell.Epochs, cell.Alignment);
        return table;
    }

    private static IReadOnlyList<Setting> Settings(Outcome outcome)
    {
        var (options, recipe) = (outcome.Runs[0].Options, outcome.Setup.Sizes.Synthetic);
        return
        [
            new("data", $"synthetic, {NumberText.Count(recipe.Samples)} × {NumberText.Count(recipe.Dimension)}, "
                + "eigenvalues of the covariance "
                + string.Create(CultureInfo.InvariantCulture,
                    $"evenly spaced from {recipe.Largest} to {recipe.Smallest}, not centred")),
            new("k", string.Join(", ", outcome.Setup.Sizes.LatentDimensions)),
            new("epochs",
                $"at most {NumberText.Count(options.Training.Epochs)}, evaluated every {options.Training.EvaluateEvery}"),
            .. SettingText.Of(outcome.Runs),
            new("learning rates", "those of table 4"),
            new("seeds", $"{outcome.Runs.Select(run => run.Options.Training.Seed).Distinct().Count()}"),
            new("profile", outcome.Setup.Sizes.Name),
        ];
    }

    private string CostNote(Outcome outcome)
    {
        var done = outcome.Runs.Sum(run => run.Record.Seconds);
        var cells = outcome.Missing == 0 ? "All cells" : "The cells that are there";
        var spent = $"{cells} took {NumberText.Seconds(done)} on one thread";
        if (outcome.Missing == 0) return $"{spent}, {NumberText.Seconds(done / 2)} on two.";
        var finished = outcome.Runs.Select(run => RunKey.Of(run.Options, "")).ToHashSet();
        var rest = Runs(outcome.Setup).Where(run => !finished.Contains(RunKey.Of(run, "")))
            .Sum(run => CostEstimate.Seconds(run, outcome.Runs, outcome.Setup.DataSets));
        return $"{outcome.Missing} runs have not been done; their cells are empty and their points left out. {spent}; "
            + $"the others would take about {NumberText.Seconds(rest)} if none of them aligned, at the pace of the same model at "
            + "the largest k that was run. "
            + $"The whole figure then takes {NumberText.Seconds((done + rest) / 2)} on two.";
    }
}
