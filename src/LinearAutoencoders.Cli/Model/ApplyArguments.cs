using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What makes the rows to be written from those read.</summary>
/// <param name="model">The model.</param>
/// <param name="data">What was given.</param>
/// <param name="line">The command's own options.</param>
/// <param name="display">Takes what is to be said.</param>
internal delegate OutputTable Application(PrincipalComponents model, Dataset data, ParseResult line, RunDisplay display);

/// <summary>What all commands share that apply a model to rows and write others: they stream, and hold no more than a block.</summary>
internal sealed class ApplyArguments
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(new TableArguments(repeatsColumns: true, scales: false));
    private readonly OutputArguments output = new();
    private readonly Option<string?> file = Options.Text(
        "-o", $"the file to write: {TableFile.Endings}; - is standard output (required)", "OUT");

    /// <summary>Adds these and options of its own to a command.</summary>
    public void AddTo(Command command, Application apply, params Option[] own)
    {
        model.AddTo(command, file, own);
        data.AddTo(command);
        foreach (var option in data.Options.Concat(output.OfFile)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, apply, cancellationToken)));
    }

    private int Execute(ParseResult line, Application apply, CancellationToken cancellationToken)
    {
        var path = line.GetValue(file) ?? throw new UsageException("-o is missing; give a file to write, such as -o scores.npy");
        TableFile.RequireKnown(path);
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.Team(line);
        var applied = model.Load(line);
        var options = data.Read(line);
        if (options.Table.Passthrough is not null && !TableFile.HoldsText(path))
            throw new UsageException($"{path} can hold numbers only, no columns to pass through; give a .csv or .tsv");
        var dataset = data.Open(line, options, display, team, cancellationToken);
        var table = WithLabels(apply(applied, dataset, line, display), dataset, path, display);
        var watched = table with { Rows = new WatchedSource(table.Rows, display) };
        var written = TableFile.Write(path, watched, team, cancellationToken);
        display.Say($"{path}: {NumberText.Count(written)} rows of {NumberText.Count(table.Rows.Dimension)} values");
        return ExitCode.Done;
    }

    private static OutputTable WithLabels(OutputTable table, Dataset data, string path, RunDisplay display)
    {
        if (TableFile.HoldsText(path)) return table with { Labels = [.. data.Passthrough, .. data.Labels] };
        if (data.Labels.Count > 0)
            display.Say($"{path} holds numbers only: {string.Join(", ", data.Labels.Select(label => label.Name))} left out");
        return table;
    }
}
