using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Inspect;

/// <summary><c>lae plot</c>: any runs over each other.</summary>
internal sealed class PlotCommand
{
    private static readonly Dictionary<string, (string Heading, Func<MetricsRow, double> Value)> Quantities = new()
    {
        ["epoch"] = ("Epoch", row => row.Epoch),
        ["seconds"] = ("Seconds", row => row.Seconds),
        ["d_align"] = ("Distance to axis-aligned solution", row => row.AxisAlignment),
        ["in-order"] = ("Distance to axis-aligned solution, in order", row => row.OrderedAlignment),
        ["d_sub"] = ("Distance to optimal subspace", row => row.SubspaceDistance),
        ["d_transpose"] = ("Distance of the encoder to the decoder's transpose", row => row.TransposeDistance),
        ["unbalance"] = ("Unbalance of encoder and decoder", row => row.Unbalance),
        ["loss"] = ("Loss", row => row.Loss),
        ["reconstruction-loss"] = ("Reconstruction loss", row => row.ReconstructionLoss),
    };

    private readonly Argument<string[]> runs = new("RUN")
    {
        Description = "folders of runs, or folders that have such in them",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> x = Options.OneOf("--x", "what lies to the right [epoch]", ["epoch", "seconds"]);
    private readonly Option<string?> y = Options.OneOf(
        "--y", $"what is drawn: {string.Join(", ", Quantities.Keys.Skip(2))} [d_align]", [.. Quantities.Keys.Skip(2)]);
    private readonly Option<string?> log = Options.OneOf(
        "--log", "which axes are logarithmic [y, of a loss none]", ["none", "x", "y", "xy"]);
    private readonly Option<string?> size = Options.Text("--size", "pixels of a PNG, the shape of other formats [2000 wide]", "WxH");
    private readonly Option<string?> title = Options.Text(
        "--title", "heads the picture; \"\" for none, as in a document with captions", "TEXT");
    private readonly Option<string?> file = Options.Text("-o", "the file: .png, .svg or .pdf [plot.png]", "OUT");
    private readonly Option<bool> json = Options.Flag("--json", "print the result as one JSON object");

    public static LazyCommand Create() => new(
        "plot", "Draw the curves of any runs over each other.", command => new PlotCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(runs);
        foreach (var option in new Option[] { file, x, y, log, size, title, json }) command.Options.Add(option);
        command.SetAction(Execute);
    }

    private int Execute(ParseResult line)
    {
        var path = line.GetValue(file) ?? "plot.png";
        if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".svg" or ".pdf"))
            throw new UsageException($"-o is {path}; give a name that ends in .png, .svg or .pdf");
        var found = StoredRun.Below(line.GetRequiredValue(runs), Terminal.Error.WriteLine);
        if (found.Count == 0) throw new UsageException("there is no run in these folders; give those of lae train, compare or reproduce");
        var lines = RunLines.Of(found, Quantities[line.GetValue(x) ?? "epoch"].Value, Quantities[line.GetValue(y) ?? "d_align"].Value);
        UsageException.Of(() => Figure(line, found, lines)).Save(path);
        if (line.GetValue(json))
            JsonOutput.Write(new() { ["file"] = path, ["runs"] = new JsonArray([.. found.Select(run => (JsonNode)run.Folder)]) });
        else Terminal.Out.WriteLine($"{path}: {NumberText.Counted(found.Count, "run")}");
        return ExitCode.Done;
    }

    private LinesFigure Figure(ParseResult line, IReadOnlyList<StoredRun> found, IReadOnlyList<FigureLine> lines)
    {
        var name = line.GetValue(y) ?? "d_align";
        var axes = line.GetValue(log) ?? (name.Contains("loss", StringComparison.Ordinal) ? "none" : "y");
        var subtitles = found.Select(run => Curves.Subtitle(run.Options)).Distinct().ToList();
        return new LinesFigure(lines, Quantities[name].Heading, Quantities[line.GetValue(x) ?? "epoch"].Heading,
            line.GetValue(title) ?? (found.Count == 1 ? found[0].Options.NameWith(", ") : null),
            line.GetValue(title) is null && subtitles.Count == 1 ? subtitles[0] : null)
        {
            LogX = axes.Contains('x'),
            LogY = axes.Contains('y'),
            Pixels = line.GetValue(size) is { } text ? Size(text) : null,
        };
    }

    private static (int, int) Size(string text)
    {
        var parts = text.Split('x', 'X', '×');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? (width, height) : throw new UsageException($"--size is '{text}'; give width and height, such as 1600x900");
    }
}
