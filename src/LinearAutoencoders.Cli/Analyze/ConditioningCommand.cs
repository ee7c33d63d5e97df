using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Training;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary><c>lae analyze conditioning</c>: exact condition numbers beside the paper's bounds.</summary>
internal sealed class ConditioningCommand
{
    private const int MostPoints = 16;

    private readonly AnalysisArguments arguments = new();

    public Command Build()
    {
        var command = new Command("conditioning",
            "Largest and smallest curvature at the minimum, their directions, exact condition numbers and the paper's bounds.");
        Option[] options = [.. arguments.Data, arguments.LatentDimension, .. arguments.Penalties, arguments.Rho, .. arguments.Output];
        foreach (var option in options) command.Add(option);
        command.SetAction((line, cancellation) => Task.FromResult(Execute(line, cancellation)));
        return command;
    }

    private int Execute(ParseResult line, CancellationToken cancellation)
    {
        var eigenvalues = arguments.ReadEigenvalues(line, cancellation);
        var k = arguments.ReadLatentDimension(line, eigenvalues);
        var rows = At(line, eigenvalues, k);
        var picture = arguments.FilePath(line, "conditioning.png");
        if (picture is not null) WriteFiles(line, eigenvalues, k, picture, cancellation);
        if (arguments.IsJson(line)) WriteJson(arguments.SourceName(line), k, rows, picture);
        else WriteTable(arguments.SourceName(line), k, rows, picture);
        return ExitCode.Done;
    }

    private IReadOnlyList<MethodConditioning> At(ParseResult line, IReadOnlyList<double> eigenvalues, int k) =>
        MethodConditioning.All(eigenvalues, arguments.ReadPenalties(line, k), arguments.ReadPrior(line, k));

    private void WriteFiles(ParseResult line, IReadOnlyList<double> eigenvalues, int k, string picture, CancellationToken cancellation)
    {
        var dimensions = Dimensions(k);
        var series = new List<IReadOnlyList<MethodConditioning>>();
        foreach (var dimension in dimensions)
        {
            cancellation.ThrowIfCancellationRequested();
            series.Add(At(line, eigenvalues, dimension));
        }
        var lines = Enumerable.Range(0, series[0].Count).Select(i => new ConditionNumbers(
            series[0][i].Method, dimensions, [.. series.Select(rows => rows[i].Exact)],
            series[0][i].Bound is null ? null : [.. series.Select(rows => rows[i].Bound!.Value)]));
        var figure = new ConditioningFigure([.. lines], "Condition number at the minimum", arguments.SourceName(line));
        figure.Save(picture);
        figure.Save(Path.ChangeExtension(picture, ".svg"));
        AtomicFile.WriteText(Path.ChangeExtension(picture, ".csv"), Csv(dimensions, series));
    }

    /// <summary>About evenly spaced on a logarithmic axis, from 2 to k.</summary>
    private static int[] Dimensions(int k) => k < 2 ? [k]
        : [.. Enumerable.Range(0, MostPoints).Select(i => (int)Math.Round(2 * Math.Pow(k / 2.0, i / (MostPoints - 1.0)))).Distinct()];

    private static string Csv(int[] dimensions, List<IReadOnlyList<MethodConditioning>> series) =>
        "k,method,condition_number,paper_bound,largest_curvature,smallest_curvature\n"
        + string.Concat(dimensions.Zip(series).SelectMany(at => at.Second.Select(row => string.Create(CultureInfo.InvariantCulture,
            $"{at.First},{row.Method.Name()},{row.Exact:R},{row.Bound:R},{row.Largest:R},{row.Smallest:R}\n"))));

    private static void WriteTable(string source, int k, IReadOnlyList<MethodConditioning> rows, string? picture)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in new[] { "method", "largest", "direction", "smallest", "direction" }) table.AddColumn(new TableColumn(title));
        foreach (var title in new[] { "condition", "paper's bound", "exact / bound" }) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(new[]
            {
                row.Method.Name(), Numbers.Loss(row.Largest), row.Steepest, Numbers.Loss(row.Smallest), row.Flattest, Numbers.Loss(row.Exact),
                row.Bound is { } bound ? Numbers.Loss(bound) : "–", row.Bound > 0 ? Numbers.Loss(row.Exact / row.Bound.Value) : "–",
            }.Select(cell => new Text(cell)));
        var console = RunDisplay.CreateConsole(Console.Out);
        console.Write(table);
        console.WriteLine($"{source}, k = {k}. The bounds assume the best penalties and the best prior; rag: largest curvature over its linear rate g/2.");
        if (picture is not null) console.WriteLine($"picture: {picture}");
    }

    private static void WriteJson(string source, int k, IReadOnlyList<MethodConditioning> rows, string? picture) =>
        AnalysisArguments.WriteJson(new JsonObject
        {
            ["data"] = source,
            ["k"] = k,
            ["picture"] = picture,
            ["methods"] = new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["method"] = row.Method.Name(),
                ["condition-number"] = AnalysisArguments.Json(row.Exact),
                ["paper-bound"] = row.Bound is { } bound ? AnalysisArguments.Json(bound) : null,
                ["largest"] = row.Largest,
                ["largest-direction"] = row.Steepest,
                ["smallest"] = AnalysisArguments.Json(row.Smallest),
                ["smallest-direction"] = row.Flattest,
            })]),
        });
}
