using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Compare;

/// <summary>What <c>lae compare</c> leaves: a table, <c>summary.csv</c>, and pictures of all curves.</summary>
/// <param name="folder">Where.</param>
/// <param name="differences">What tells the runs apart.</param>
/// <param name="runs">All of them.</param>
internal sealed class ComparisonReport(string folder, RunDifferences differences, IReadOnlyList<RunOptions> runs)
{
    public const string SummaryFile = "summary.csv";

    private readonly ComparisonFigures figures = new(differences, runs);

    public string Folder => folder;

    /// <summary>What it writes, beside the folders of the runs.</summary>
    public IReadOnlyCollection<string> Files =>
        [SummaryFile, .. figures.Names.SelectMany(name => new[] { name + ".png", name + ".svg" })];

    /// <summary>A folder for each run.</summary>
    public IReadOnlyList<string> RunFolders => [.. runs.Select(NameOf)];

    public void WriteFiles(IReadOnlyList<RunRecord> records, bool draws)
    {
        WriteSummary(records);
        if (!draws) return;
        foreach (var record in records) new RunDirectory(Path.Combine(folder, NameOf(record.Options))).WriteCurves(record.Options);
        foreach (var (name, figure) in figures.Of(records, Rows)) Picture.Save(figure, Path.Combine(folder, name + ".png"));
    }

    public void WriteTable(IReadOnlyList<RunRecord> records, bool hasPictures)
    {
        var table = new TextTable().Text("method").Text("optimizer");
        foreach (var (name, _) in Varied) table.Number(name);
        table.Number("rate", rank: 6).Number("d_align").Number("in order", rank: 4).Number("d_sub", rank: 3)
            .Number("unbalance", rank: 11).Number("loss", rank: 9)
            .Number("< 0.3 at", rank: 7).Number("< 0.1 at", rank: 2).Number("< 0.01 at", rank: 5).Number("learned", rank: 1)
            .Number("seconds", rank: 8).Text("log d_align", rank: 10);
        foreach (var record in records) table.Add(Cells(record));
        table.Write();
        foreach (var note in records.Select(TrainReport.RestartNote).OfType<string>()) Terminal.WriteSentence(note);
        Terminal.WriteSentence($"{Curves.Subtitle(runs)}: distances after {Epochs(records)}, "
            + "and the epochs at which d_align first fell below 0.3, 0.1 and 0.01.");
        if (!hasPictures) return;
        foreach (var name in figures.Names) Terminal.WriteSentence($"picture: {Path.Combine(folder, name + ".png")}");
    }

    public void WriteJson(IReadOnlyList<RunRecord> records) => JsonOutput.Write(new JsonObject
    {
        ["out"] = folder,
        ["curves"] = Path.Combine(folder, figures.Names[0] + ".png"),
        ["pictures"] = new JsonArray([.. figures.Names.Select(name => (JsonNode)Path.Combine(folder, name + ".png"))]),
        ["runs"] = new JsonArray([.. records.Select(JsonOutput.Of)]),
    });

    /// <summary>What has a column of its own: the rate has one anyhow.</summary>
    private IEnumerable<(string Name, Func<RunOptions, string> Value)> Varied =>
        differences.Beyond.Where(setting => setting.Name != "rate");

    private IEnumerable<string> Cells(RunRecord record)
    {
        var (options, result) = (record.Options, record.Result!);
        var diverged = result.Reason == "diverged";
        yield return options.Training.Method.Name;
        yield return options.Training.UsedOptimizer?.Name ?? "–";
        foreach (var (_, value) in Varied) yield return value(options);
        yield return NumberText.Number(options.Training.LearningRate!.Value, digits: 2);
        yield return diverged ? "diverged" : NumberText.Distance(result.AxisAlignment ?? double.NaN);
        yield return diverged ? "–" : NumberText.Distance(result.OrderedAlignment ?? double.NaN);
        yield return diverged ? "–" : NumberText.Distance(result.SubspaceDistance ?? double.NaN);
        yield return diverged ? "–" : NumberText.Distance(result.Unbalance ?? double.NaN);
        yield return diverged ? "–" : NumberText.Loss(result.Loss ?? double.NaN, result.ReconstructionLoss ?? double.NaN);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below03);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below01);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below001);
        yield return diverged ? $"at {NumberText.Count(result.Epoch)}"
            : $"{result.Learning?.Learned} of {options.Training.LatentDimension}";
        yield return NumberText.SecondsCell(record.Seconds);
        yield return Curve(record);
    }

    private string Curve(RunRecord record)
    {
        var curve = new Sparkline();
        foreach (var row in Rows(record)) curve.Add((double)row.Epoch / record.Options.Training.Epochs, row.AxisAlignment);
        return curve.ToString();
    }

    private string Epochs(IReadOnlyList<RunRecord> records)
    {
        var bound = records.Any(record => record.Result!.IsAtGoal) ? "at most " : "";
        var all = runs.Select(run => run.Training.Epochs).Distinct().Order().ToList();
        return bound + (all.Count == 1 ? NumberText.Counted(all[0], "epoch")
            : $"{NumberText.Count(all[0])} to {NumberText.Count(all[^1])} epochs");
    }

    private void WriteSummary(IReadOnlyList<RunRecord> records)
    {
        string[] varied = [.. Varied.Select(setting => setting.Name)];
        var table = new CsvTable([
            "method", "optimizer", "learning_rate", "result", "epoch", "loss", "reconstruction_loss", "axis_alignment",
            "subspace_distance", "epochs_below_0.3", "epochs_below_0.1", "epochs_below_0.01", "seconds", "ordered_alignment", "learned",
            "unbalance", .. varied,
        ]);
        foreach (var record in records)
        {
            var (options, result) = (record.Options, record.Result!);
            var (below03, below01, below001) = result.EpochsToAlignment;
            table.Add([
                options.Training.Method.Name, options.Training.UsedOptimizer?.Name, options.Training.LearningRate, result.Reason,
                result.Epoch, result.Loss, result.ReconstructionLoss, result.AxisAlignment, result.SubspaceDistance,
                below03, below01, below001, record.Seconds, result.OrderedAlignment, result.Learning?.Learned, result.Unbalance,
                .. Varied.Select(setting => (CsvCell)setting.Value(options)),
            ]);
        }
        table.Save(Path.Combine(folder, SummaryFile));
    }

    private List<MetricsRow> Rows(RunRecord record) =>
        MetricsFile.Read(Path.Combine(folder, NameOf(record.Options), MetricsFile.FileName));

    private string NameOf(RunOptions run) => OutputFolder.NameFrom(differences.NameOf(run, "-", ""));
}
