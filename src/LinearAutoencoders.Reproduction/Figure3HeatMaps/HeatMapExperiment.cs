using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Figure2LearningCurves;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure3HeatMaps;

/// <summary>
///   Figure 3: UᵀW₂ of the runs of figure 2 with Nesterov momentum and the first seed, and what their decoders look like.
/// </summary>
internal sealed class HeatMapExperiment : IExperiment
{
    public string Id => "fig3";

    public bool IsOnData => true;

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. setup.Changes.Apply(LearningCurvesExperiment.AllModels).Where(model => model.Optimizer is Nesterov)
            .Select(model => FullBatchExperiment.Options(setup, model)),
    ];

    /// <summary>The runs are figure 2's; this figure's own is the order of their decoders' columns.</summary>
    public IEnumerable<MeasuredRun> Measured(Outcome outcome)
    {
        var (data, last) = (outcome.Setup.MainData, outcome.Setup.Sizes.Snapshots[^1]);
        return outcome.Runs.Where(run => run.Has(last)).Select(run =>
            run.Measured(Id) with { DecoderOrder = DecoderOrder.Of(DecoderMaps.Of(run, data, [last])[0]) });
    }

    public IReadOnlyList<Finding> Findings(ReproductionResults results) => [OrderObservation.VaeHasNoOrder(results, Id)];

    public ReportSection Write(Outcome outcome)
    {
        IReadOnlyList<int> epochs = [0, .. outcome.Setup.Sizes.Snapshots];
        var maps = outcome.Runs.Select(run => (run, DecoderMaps.Of(run, outcome.Setup.MainData, epochs))).ToList();
        Table(maps, epochs).Save(outcome.PathOf(".csv"));
        var options = outcome.Runs[0].Options;
        return new ReportSection
        {
            Id = Id,
            Title = "Decoders against principal directions",
            Caption = $"UᵀW₂ at epochs {string.Join(", ", epochs.Select(epoch => NumberText.Count(epoch)))} of the runs of "
                + "figure 2 with Nesterov momentum, and the decoder's columns as pictures at the last of them. An ordered, "
                + "axis-aligned solution is diagonal with entries ±1. The linear VAE does not order its dimensions: "
                + "at convergence it resembles a permutation matrix.",
            Settings =
            [
                new("data", Curves.DataName(options.Data)),
                new("k", $"{options.Training.LatentDimension}"),
                new("optimizer", SettingText.Of(options.Training.Optimizer)),
                new("seed", $"{options.Training.Seed}"),
                new("runs", "those of figure 2"),
            ],
            Command = outcome.Command,
            Pictures =
            [
                outcome.Save(Figure(maps, epochs, outcome.Setup.MainData.Dataset.PictureShape, Curves.Subtitle(options)),
                    "Heat maps of UᵀW₂ at several epochs for each model, and each model's decoder columns as small pictures"),
            ],
            Notes = outcome.MissingNote,
        };
    }

    private static HeatMapFigure Figure(
        IEnumerable<(FinishedRun Run, IReadOnlyList<Matrix<double>> Maps)> maps, IReadOnlyList<int> epochs,
        (int Rows, int Columns)? shape, string subtitle)
    {
        var titles = epochs.Select(epoch => epoch == 0 ? "Initial" : $"Epoch {NumberText.Count(epoch)}");
        return new HeatMapFigure(
            [.. titles, .. shape is null ? [] : (string[])["Decoder"]],
            [.. maps.Select(entry => new HeatMapRow(entry.Run.Model.Method.Title, entry.Maps)
            {
                Pictures = shape is { } size && entry.Run.Has(epochs[^1])
                    ? new PictureSheet(entry.Run.Decoder(epochs[^1]), size.Rows, size.Columns) : null,
            })],
            null, subtitle);
    }

    private static CsvTable Table(
        IEnumerable<(FinishedRun Run, IReadOnlyList<Matrix<double>> Maps)> all, IReadOnlyList<int> epochs)
    {
        var table = new CsvTable("method", "epoch", "direction", "column", "value");
        foreach (var (run, maps) in all)
            for (var t = 0; t < maps.Count; t++)
                for (var i = 0; i < maps[t].Rows; i++)
                    for (var j = 0; j < maps[t].Columns; j++)
                        table.Add(run.Model.Method.Name, epochs[t], i + 1, j + 1, maps[t][i, j]);
        return table;
    }
}
