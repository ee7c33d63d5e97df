using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figure 4: epochs to an axis alignment of 0.3 over the latent dimension, on synthetic data.</summary>
internal sealed class ScalabilityExperiment : IExperiment
{
    public string Id => "fig4";

    /// <summary>The five models with both optimizers; RAG with Adam, which the paper calls not applicable but shows, at the end.</summary>
    public static IReadOnlyList<Model> Models { get; } =
    [
        Model.WithNesterov(new Rag()),
        Model.WithNesterov(new NonUniformL2()),
        Model.WithNesterov(new DeterministicNestedDropout()),
        Model.WithNesterov(new LinearVae()),
        Model.WithNesterov(new NestedDropout()),
        Model.WithAdam(new NonUniformL2()),
        Model.WithAdam(new DeterministicNestedDropout()),
        Model.WithAdam(new LinearVae()),
        Model.WithAdam(new NestedDropout()),
        Model.WithAdam(new Rag()),
    ];

    /// <summary>The cheapest first: stopped anywhere, the figure has as many cells as the time was enough for.</summary>
    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. from k in setup.Profile.LatentDimensions
           from model in Models
           from run in setup.Repeat(setup.OnSynthetic(model, k))
           orderby setup.DataSets.Of(run).CostOf(run)
           select run,
    ];

    public ReportSection Write(Outcome outcome)
    {
        var cells = AlignmentCell.Of(outcome.Runs).OrderBy(cell => cell.Runs[0].Options.Training.LatentDimension).ThenBy(PlaceOf).ToList();
        var series = Models.Select(model => (Model: model, Cells: cells.Where(cell => IsOf(cell, model)).ToList())).Where(entry => entry.Cells.Count > 0).ToList();
        var speeds = series.Select(entry => new AlignmentSpeed(
            entry.Model.Method, entry.Model.Optimizer, [.. entry.Cells.Select(cell => cell.Runs[0].Options.Training.LatentDimension)], [.. entry.Cells.Select(cell => cell.Epochs)])).ToList();
        var figure = new EpochsToAlignmentFigure(speeds, Setup.Alignment, null, Subtitle(outcome.Setup));
        figure.Save(outcome.PathOf("fig4.png"));
        figure.Save(outcome.PathOf("fig4.svg"));
        WriteNumbers(outcome.PathOf("fig4.csv"), cells);
        var chart = new Chart($"Epochs to an axis-alignment distance of {Setup.Alignment}", "Latent dimension k", "epochs", true, true,
            [.. speeds.Select(speed => new ChartSeries(
                $"{speed.Method.Title}, {speed.Optimizer.Title}", MethodStyle.Color(speed.Method), speed.Optimizer is Adam,
                [.. speed.LatentDimensions.Select(k => (double)k)], speed.Epochs))]);
        return new ReportSection(
            Id, "Scalability to the latent dimension",
            $"Epochs until the distance to the axis-aligned solution is below {Setup.Alignment}, over the latent dimension. Solid lines: Nesterov momentum. "
            + $"Dashed lines: Adam. A cross marks the last k before one that {Numbers.Count(outcome.Setup.Profile.AlignmentEpochs)} epochs were not enough for.",
            Settings(outcome.Setup), outcome.Setup.Command(Id),
            [new ReportPicture("fig4.png", "Epochs to alignment over the latent dimension for each model and optimizer, both axes logarithmic")],
            [chart], [Table("Epochs to alignment, or the distance where the run ended", outcome.Setup, cells, cell => cell.Text),
                Table("What each cell cost, in seconds on one thread", outcome.Setup, cells, cell => cell.Seconds.ToString("N0", CultureInfo.InvariantCulture))],
            [CostNote(outcome)]);
    }

    private string CostNote(Outcome outcome)
    {
        var done = outcome.Runs.Sum(run => run.Result.Seconds);
        var spent = $"{(outcome.Missing == 0 ? "All cells" : "The cells that are there")} took {Numbers.Seconds(done)} on one thread";
        if (outcome.Missing == 0) return $"{spent}, {Numbers.Seconds(done / 2)} on two.";
        var finished = outcome.Runs.Select(run => RunKey.Of(run.Options, "")).ToHashSet();
        var rest = Runs(outcome.Setup).Where(run => !finished.Contains(RunKey.Of(run, "")))
            .Sum(run => CostEstimate.Seconds(run, outcome.Runs, outcome.Setup.DataSets));
        return $"{outcome.Missing} runs have not been done; their cells are empty and their points left out. {spent}; the others would take about {Numbers.Seconds(rest)} "
            + $"if none of them aligned, at the pace of the same model at the largest k that was run. The whole figure then takes {Numbers.Seconds((done + rest) / 2)} on two.";
    }

    private static int PlaceOf(AlignmentCell cell) => Models.ToList().FindIndex(model => IsOf(cell, model));

    private static bool IsOf(AlignmentCell cell, Model model) => cell.Runs[0].Model == model;

    private static string Subtitle(Setup setup) =>
        $"synthetic data, {Numbers.Count(setup.Profile.Synthetic.Samples)} × {Numbers.Count(setup.Profile.Synthetic.Dimension)}, at most {Numbers.Count(setup.Profile.AlignmentEpochs)} epochs";

    private static ReportTable Table(string title, Setup setup, IReadOnlyList<AlignmentCell> cells, Func<AlignmentCell, string> text) => new(
        title, ["model", .. setup.Profile.LatentDimensions.Select(k => $"k = {k}")],
        [.. Models.Select(model => (IReadOnlyList<string>)
            [model.Title,
            .. setup.Profile.LatentDimensions.Select(k => cells.FirstOrDefault(cell => IsOf(cell, model) && cell.Runs[0].Options.Training.LatentDimension == k) is { } cell ? text(cell) : "")])]);

    private static void WriteNumbers(string path, IReadOnlyList<AlignmentCell> cells)
    {
        var text = new StringBuilder("method,optimizer,k,learning_rate,seeds,outcome,epochs,axis_alignment\n");
        foreach (var cell in cells)
        {
            var options = cell.Runs[0].Options;
            var epochs = double.IsFinite(cell.Epochs) ? cell.Epochs.ToString("F0", CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture,
                $"{options.Training.Method.Name},{options.Training.Optimizer.Name},{options.Training.LatentDimension},{options.Training.LearningRate:R},{cell.Runs.Count},{cell.Outcome},{epochs},{cell.Alignment:G6}\n");
        }
        AtomicFile.WriteText(path, text.ToString());
    }

    private static IReadOnlyList<Setting> Settings(Setup setup)
    {
        var recipe = setup.Profile.Synthetic;
        return
        [
            new("data", string.Create(CultureInfo.InvariantCulture,
                $"synthetic, {recipe.Samples:N0} × {recipe.Dimension:N0}, eigenvalues of the covariance evenly spaced from {recipe.Largest} to {recipe.Smallest}, not centred")),
            new("k", string.Join(", ", setup.Profile.LatentDimensions)),
            new("epochs", $"at most {Numbers.Count(setup.Profile.AlignmentEpochs)}, evaluated every 10"),
            new("√λ of the penalties", string.Create(CultureInfo.InvariantCulture, $"0.1 to {setup.Profile.SyntheticSqrtPenaltyMax}, evenly spaced")),
            new("ρ of nested dropout", "0.9"),
            new("initial weights", "normal, standard deviation 1e-4"),
            new("learning rates", "those of table 4"),
            new("seeds", $"{setup.Seeds ?? 1}"),
            new("profile", setup.Profile.Name),
        ];
    }
}
