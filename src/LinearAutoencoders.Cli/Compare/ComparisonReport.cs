using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Runs;
using Spectre.Console;

namespace LinearAutoencoders.Cli.Compare;

/// <summary>What <c>lae compare</c> leaves: a table, <c>summary.csv</c>, and one picture of all curves.</summary>
internal sealed class ComparisonReport(string folder, IReadOnlyList<RunRecord> records)
{
    private const string SummaryFile = "summary.csv";

    /// <summary>What it writes, beside the folders of the runs.</summary>
    public static readonly IReadOnlyCollection<string> Files = [SummaryFile, "curves.png", "curves.svg"];

    private static readonly string[] Header =
    [
        "method", "optimizer", "learning_rate", "result", "epoch", "loss", "reconstruction_loss", "axis_alignment", "subspace_distance",
        "epochs_below_0.3", "epochs_below_0.1", "epochs_below_0.01", "seconds", "ordered_alignment", "learned",
    ];

    public string Folder => folder;

    /// <summary>Whether a run has learned all its components.</summary>
    public bool AnyComplete => records.Any(record => record.Result!.Learning is { IsComplete: true });

    public bool AllDiverged => records.All(record => record.Result!.Reason == "diverged");

    public void WriteFiles()
    {
        var options = records[0].Options;
        var curves = records
            .Select(record => Curves.Of(record.Options, MetricsFile.Read(Path.Combine(RunFolder(record), "metrics.csv")))).ToList();
        var figure = new LearningCurvesFigure(curves, "Distances to the principal components", Curves.Subtitle(options));
        Picture.Save(figure, Path.Combine(folder, "curves.png"));
        WriteSummary();
    }

    public void WriteTable(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        string[] texts = ["method", "optimizer"];
        string[] numbers = ["rate", "d_align", "in order", "d_sub", "loss", "< 0.3 at", "< 0.1 at", "< 0.01 at", "learned", "seconds"];
        foreach (var text in texts) table.AddColumn(new TableColumn(text).NoWrap());
        foreach (var number in numbers) table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        foreach (var record in records) table.AddRow([.. Cells(record).Select(cell => new Text(cell))]);
        console.Write(table);
        foreach (var note in records.Select(TrainReport.RestartNote).OfType<string>()) console.WriteLine(note);
        var options = records[0].Options;
        console.WriteLine($"{Terminal.Shown(Curves.Subtitle(options))}: distances after "
            + $"{NumberText.Count(options.Training.Epochs)} epochs, and the epochs at which d_align first fell below 0.3, 0.1 and 0.01.");
        console.WriteLine($"picture: {Terminal.Shown(Path.Combine(folder, "curves.png"))}");
    }

    public void WriteJson(TextWriter writer)
    {
        var json = new JsonObject
        {
            ["out"] = folder,
            ["curves"] = Path.Combine(folder, "curves.png"),
            ["runs"] = new JsonArray([.. records.Select(record => JsonOutput.Of(record))]),
        };
        JsonOutput.Write(json, writer);
    }

    private static IEnumerable<string> Cells(RunRecord record)
    {
        var (options, result) = (record.Options, record.Result!);
        var diverged = result.Reason == "diverged";
        yield return options.Training.Method.Name;
        yield return options.Training.UsedOptimizer?.Name ?? "–";
        yield return options.Training.LearningRate!.Value.ToString("0.0e0", CultureInfo.InvariantCulture);
        yield return diverged ? $"diverged at {NumberText.Count(result.Epoch)}" : NumberText.Distance(result.AxisAlignment ?? double.NaN);
        yield return NumberText.Distance(result.OrderedAlignment ?? double.NaN);
        yield return NumberText.Distance(result.SubspaceDistance ?? double.NaN);
        yield return diverged ? "–" : NumberText.Loss(result.Loss ?? double.NaN, result.ReconstructionLoss ?? double.NaN);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below03);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below01);
        yield return NumberText.Epochs(result.EpochsToAlignment.Below001);
        yield return diverged ? "–" : $"{result.Learning?.Learned} of {options.Training.LatentDimension}";
        yield return record.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
    }

    private void WriteSummary()
    {
        var table = new CsvTable(Header);
        foreach (var record in records)
        {
            var (options, result) = (record.Options, record.Result!);
            var (below03, below01, below001) = result.EpochsToAlignment;
            table.Add(
                options.Training.Method.Name, options.Training.UsedOptimizer?.Name, options.Training.LearningRate,
                result.Reason, result.Epoch,
                result.Loss, result.ReconstructionLoss, result.AxisAlignment, result.SubspaceDistance,
                below03, below01, below001, record.Seconds, result.OrderedAlignment, result.Learning?.Learned);
        }
        table.Save(Path.Combine(folder, SummaryFile));
    }

    private string RunFolder(RunRecord record) => Path.Combine(folder, record.Options.NameWith("-"));
}
