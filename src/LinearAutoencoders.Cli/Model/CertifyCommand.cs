using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae certify</c>: any model of components held against data, axis by axis.</summary>
internal sealed class CertifyCommand
{
    private const double DefaultDegrees = 0.1;

    private readonly InputArgument model = new("MODEL")
    {
        Description = "components of any origin: .npz (ours, or scikit-learn's arrays), .npy, .csv or .tsv (R's rotation), "
            + "ML.NET's .zip, .onnx",
    };

    private readonly DataArguments data = new(new TableArguments(scales: false), takesSums: true);
    private readonly OutputArguments output = new();
    private readonly Option<double?> tolerance = Options.Number(
        "--tolerance", $"the angle, in degrees, from which on an axis counts as wrong [{DefaultDegrees}]");
    private readonly Option<bool> noCenter = Options.Flag("--no-center", "hold it against the data as it is");
    private readonly Option<bool> require = Options.Flag("--require-right", "exit code 1 if anything is wrong");

    public static LazyCommand Create() => new(
        "certify", "Hold a model of any origin against data: which axes are off, by how much, and what that loses.",
        command => new CertifyCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(model);
        data.AddTo(command);
        Option[] all = [tolerance, require, noCenter, .. data.Options, .. output.WithoutFolder];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var path = ModelArgument.FileOf(line.GetRequiredValue(model));
        var degrees = line.GetValue(tolerance) ?? DefaultDegrees;
        if (!(degrees is > 0 and < 90)) throw new UsageException("--tolerance must lie between 0 and 90 degrees");
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.SharedTeam(line);
        var candidate = CandidateFile.Read(path);
        var options = data.Read(line) with { Center = !line.GetValue(noCenter) };
        var missing = options.Table.Missing;
        // A model without a mean has none to fill in.
        var fills = missing == MissingValues.Mean && candidate.Mean is not null;
        var dataset = data.Open(line, fills ? MissingRows.Kept(options) : options, display, team, cancellationToken);
        var rows = display.SayNote(dataset.Name, ModelColumns.Of(candidate.ColumnNames, dataset));
        var filled = fills ? MissingRows.Of(rows, missing, (block, _) => Fill(block, candidate.Mean!)) : null;
        using var progress = new ReadingLine(dataset.Name, display);
        var moments = new DataMoments(filled ?? rows, dataset.Center, team, progress, cancellationToken);
        var comparison = candidate.CompareWith(moments, degrees * Math.PI / 180, team, cancellationToken);
        var report = new CertifyReport(comparison, path, dataset.Name);
        progress.Dispose();
        if (filled is not null) MissingRows.Say(display, dataset.Name, filled, missing);
        if (output.IsJson(line)) JsonOutput.Write(report.ToJson());
        else report.Print();
        return report.IsRight || !line.GetValue(require) ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static int Fill(Matrix<double> rows, IReadOnlyList<double> mean)
    {
        var filled = 0;
        for (var i = 0; i < rows.Rows; i++)
            foreach (var j in HiddenValues.PlacesIn(rows.Row(i))) (rows[i, j], filled) = (mean[j], filled + 1);
        return filled;
    }
}
