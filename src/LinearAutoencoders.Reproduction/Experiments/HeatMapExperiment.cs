using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Experiments;

/// <summary>Figure 3: UᵀW₂ of the runs of figure 2 with Nesterov momentum and the first seed, and what their decoders look like.</summary>
internal sealed class HeatMapExperiment(LearningCurvesExperiment curves) : IExperiment
{
    public string Id => "fig3";

    public IReadOnlyList<RunOptions> Runs(Setup setup) =>
    [
        .. LearningCurvesExperiment.Models(withUniform: true).Where(model => model.Optimizer is Nesterov)
            .Select(model => curves.Options(setup, model)),
    ];

    /// <summary>The runs are figure 2's; this figure's own is the order of their decoders' columns.</summary>
    public IEnumerable<MeasuredRun> Measured(Outcome outcome)
    {
        var (data, last) = (outcome.Setup.MainData, outcome.Setup.Profile.Snapshots[^1]);
        return outcome.Runs.Where(run => run.Has(last)).Select(run =>
            run.Measured(Id) with { DecoderOrder = DecoderOrder.Of(Maps(run, data, [last])[0]) });
    }

    public ReportSection Write(Outcome outcome)
    {
        var data = outcome.Setup.MainData;
        IReadOnlyList<int> epochs = [0, .. outcome.Setup.Profile.Snapshots];
        var rows = outcome.Runs.Select(run => (Run: run, Maps: Maps(run, data, epochs))).ToList();
        var shape = data.Dataset.PictureShape;
        string[] titles = [.. epochs.Select(epoch => epoch == 0 ? "Initial" : $"Epoch {Numbers.Count(epoch)}"), .. shape is null ? Array.Empty<string>() : ["Decoder"]];
        var figure = new HeatMapFigure(titles, [.. rows.Select(row => Row(row.Run, row.Maps, shape, epochs[^1]))], null, Curves.Subtitle(rows[0].Run.Options));
        figure.Save(outcome.PathOf("fig3.png"));
        figure.Save(outcome.PathOf("fig3.svg"));
        WriteNumbers(outcome.PathOf("fig3.csv"), rows, epochs);
        return Section(outcome, epochs);
    }

    private static List<Matrix<double>> Maps(FinishedRun run, PreparedData<float> data, IReadOnlyList<int> epochs)
    {
        var directions = data.Training.LeadingComponents(run.Options.Training.LatentDimension).Vectors;
        return [.. epochs.Where(run.Has).Select(epoch => MatrixProduct(directions, epoch == 0 ? InitialDecoder(run, data) : run.Decoder(epoch)))];
    }

    /// <summary>The decoder that the run's seed draws, m × k.</summary>
    private static Matrix<double> InitialDecoder(FinishedRun run, PreparedData<float> data)
    {
        var weights = InitialWeights.Draw<float>(run.Options.Training, data.Training.Dimension).DecoderTransposed;
        var decoder = new Matrix<double>(weights.Columns, weights.Rows);
        for (var i = 0; i < decoder.Rows; i++)
            for (var j = 0; j < decoder.Columns; j++) decoder[i, j] = weights[j, i];
        return decoder;
    }

    /// <summary>a (k × m) · b (m × k).</summary>
    private static Matrix<double> MatrixProduct(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows, b.Columns);
        for (var i = 0; i < a.Rows; i++)
            for (var p = 0; p < b.Rows; p++)
                for (var j = 0; j < b.Columns; j++) product[i, j] += a[i, p] * b[p, j];
        return product;
    }

    private static HeatMapRow Row(FinishedRun run, IReadOnlyList<Matrix<double>> maps, (int Rows, int Columns)? shape, int lastEpoch) =>
        new(run.Options.Training.Method.Title, maps)
        {
            Pictures = shape is { } size && run.Has(lastEpoch) ? new PictureSheet(run.Decoder(lastEpoch), size.Rows, size.Columns) : null,
        };

    private static void WriteNumbers(string path, IEnumerable<(FinishedRun Run, List<Matrix<double>> Maps)> rows, IReadOnlyList<int> epochs)
    {
        var text = new StringBuilder("method,epoch,direction,column,value\n");
        foreach (var (run, maps) in rows)
            for (var t = 0; t < maps.Count; t++)
                for (var i = 0; i < maps[t].Rows; i++)
                    for (var j = 0; j < maps[t].Columns; j++)
                        text.Append(CultureInfo.InvariantCulture, $"{run.Model.Method.Name},{epochs[t]},{i + 1},{j + 1},{maps[t][i, j]:G4}\n");
        AtomicFile.WriteText(path, text.ToString());
    }

    private ReportSection Section(Outcome outcome, IReadOnlyList<int> epochs)
    {
        var options = outcome.Runs[0].Options;
        return new ReportSection(
            Id, "Decoders against principal directions",
            $"UᵀW₂ at epochs {string.Join(", ", epochs.Select(epoch => Numbers.Count(epoch)))} of the runs of figure 2 with Nesterov momentum, and the decoder's columns as pictures at the last of them. "
            + "An ordered, axis-aligned solution is diagonal with entries ±1. The linear VAE does not order its dimensions: at convergence it resembles a permutation matrix.",
            [
                new("data", Curves.DataName(options.Data)),
                new("k", $"{options.Training.LatentDimension}"),
                new("optimizer", "Nesterov momentum 0.9"),
                new("seed", $"{options.Training.Seed}"),
                new("runs", "those of figure 2"),
            ],
            outcome.Setup.Command(Id), [new ReportPicture("fig3.png", "Heat maps of UᵀW₂ at several epochs for each model, and each model's decoder columns as small pictures")],
            [], [], outcome.Missing == 0 ? [] : [$"{outcome.Missing} runs have not been done yet."]);
    }
}
