using System.CommandLine;
using System.Globalization;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Retrieval;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Embed;

/// <summary>What is measured, and how it is shown: shared by the commands that measure.</summary>
internal sealed class RecallArguments
{
    private static readonly DimensionOptions Defaults = new();

    private static readonly string[] Metrics = ["cosine", "ip", "l2"];

    private readonly DataArguments data = new(new TableArguments(scales: false));
    private readonly OutputArguments output = new();
    private readonly OptionTable<DimensionOptions> table = new();
    private readonly Option<string?> target = Options.Text(
        "--target", Invariant($"the recall to reach [recall@{Defaults.Neighbors}={Defaults.Target}]"), "recall@K=R");
    private readonly Option<string?> metric = Options.OneOf(
        "--metric", "by what vectors are near [cosine, or what the model is for]", Metrics);
    private readonly Option<string?> labels = Options.Text(
        "--labels", "a file with a line for each vector that says what it is [the first column of text with repeated values]", "FILE");
    private readonly Option<string?> queryVectors = Options.Text(
        "--query-vectors", "queries as people ask them, embedded alike; none is then held out, and --queries are drawn [all]", "FILE");
    private readonly Option<string?> picture = Options.Text(
        "--picture", "draw recall over dimensions and over bytes", "FILE.png|svg");
    private readonly Option<bool> noCompare = Options.Flag("--no-compare", "do not measure centred components beside");

    public RecallArguments()
    {
        table.Add(
            Options.Integer("--rerank", "compare so many of the nearest again by full vectors; the target is then that of the result"),
            (options, value) => options with { Rerank = value });
        table.Add(Options.OneOf("--quantize", "keep a coordinate in a byte, with one scale for each vector", ["int8"]),
            (options, _) => options with { Quantize = true });
        table.Add(Options.Integers("--dimensions", "the numbers of dimensions to try [some forty up to 1024]"),
            (options, value) => value.Length > 0 ? options with { Dimensions = value } : options);
        table.Add(
            Options.Integer("--queries", "vectors held out as queries, at most a fifth [1000, of more than 30,000 fewer, at least 100]"),
            (options, value) => options with { Queries = value });
        table.Add(
            Options.Integer("--fit-rows", "fit to so many rows, drawn at random [65,536, of more than 1024 dimensions 64 for each]"),
            (options, value) => options with { FitRows = value });
        table.Add(Options.Seed("--seed", Invariant($"draws the queries [{Defaults.Seed}]")),
            (options, value) => options with { Seed = value });
    }

    /// <summary>Adds the data, and options behind a command's own.</summary>
    public void AddTo(Command command, params Option[] own)
    {
        data.AddTo(command);
        Option[] all =
            [.. own, metric, target, .. table.All, queryVectors, labels, picture, noCompare, .. data.Options, .. output.WithoutFolder];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>The metric that the line asks for.</summary>
    public VectorMetric? Metric(ParseResult line) => line.GetValue(metric) is { } name ? VectorReduction.Parse(name) : null;

    /// <summary>Opens the data and measures.</summary>
    public (DimensionChoice Choice, bool IsReached) Measure(
        ParseResult line, Func<DimensionOptions, DimensionOptions> also, RunDisplay display, CancellationToken cancellationToken)
    {
        if (line.GetValue(picture) is { } path)
        {
            if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".svg"))
                throw new UsageException($"--picture is {path}; give a name that ends in .png or .svg");
            OutputFile.At(line, path);
        }
        if (line.GetValue(labels) is not null && line.GetValue(queryVectors) is not null)
            throw new UsageException("--labels are of the vectors, not of those in --query-vectors; leave one of them out");
        var options = UsageException.Of(() => also(WithTarget(line, table.Apply(line, Defaults))));
        using var team = output.Team(line);
        var dataset = data.Open(line, data.Read(line), display, team, cancellationToken);
        using var progress = new ReadingLine(dataset.Name, display);
        var choice = DimensionChoice.Fit(dataset.Source, options with
        {
            Compare = !line.GetValue(noCompare),
            Labels = Labels(line, dataset, display),
            QueryVectors = line.GetValue(queryVectors) is { } queries
                ? DataSource.Open(queries, new() { LeastSamples = 1 }, team, cancellationToken).Source : null,
            Progress = progress,
        }, team, cancellationToken);
        return (choice, choice.Dimensions is not null);
    }

    /// <summary>Prints what was measured, and draws it where asked.</summary>
    public void Show(ParseResult line, RecallReport report, RunDisplay display)
    {
        if (output.IsJson(line)) JsonOutput.Write(report.ToJson());
        else report.Print();
        if (line.GetValue(picture) is not { } path) return;
        report.Figure().Save(path);
        display.Say($"picture: {path}");
    }

    public RunDisplay Display(ParseResult line) => new(output.IsQuiet(line));

    private DimensionOptions WithTarget(ParseResult line, DimensionOptions options)
    {
        options = options with { Metric = Metric(line) ?? options.Metric };
        if (line.GetValue(target) is not { } text) return options;
        var parts = text.Split('@', '=');
        if (parts is not ["recall", var neighbors, var recall]
            || !int.TryParse(neighbors, NumberStyles.None, CultureInfo.InvariantCulture, out var k)
            || !double.TryParse(recall, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
            throw new UsageException($"--target is '{text}'; give one such as recall@10=0.95");
        return options with { Neighbors = k, Target = share };
    }

    private IReadOnlyList<string>? Labels(ParseResult line, Dataset dataset, RunDisplay display)
    {
        if (line.GetValue(labels) is not { } path)
        {
            // Texts of which each is another, such as those that were embedded, say nothing of a neighbour.
            var column = dataset.Labels.FirstOrDefault(label => label.Values.Distinct().Count() <= label.Values.Count / 2);
            if (column is not null) display.Say($"{dataset.Name}: {column.Name} says of what kind each vector is");
            return column?.Values;
        }
        if (!File.Exists(path)) throw new UsageException($"{path}: there is no such file; give one with a label a line");
        var lines = File.ReadAllLines(path);
        return lines.Length == dataset.Source.Count ? lines : throw new UsageException(
            $"{path} has {lines.Length} lines for {dataset.Source.Count} vectors; give one a vector, without a heading");
    }
}
