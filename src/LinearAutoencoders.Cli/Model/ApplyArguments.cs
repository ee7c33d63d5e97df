using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Outputs;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What makes the rows to be written from those read.</summary>
/// <param name="model">The model.</param>
/// <param name="rows">What was given, complete.</param>
/// <param name="line">The command's own options.</param>
internal delegate OutputTable Application(PrincipalComponents model, ISampleSource rows, ParseResult line);

/// <summary>Makes complete rows of those given, in the order that the model wants.</summary>
internal delegate CompletedSource Preparation(PrincipalComponents model, Dataset data, MissingValues missing, RunDisplay display);

/// <summary>Rows that have something to say of themselves once they were written.</summary>
internal interface ISummary
{
    /// <summary>For a person.</summary>
    IEnumerable<string> Lines { get; }

    /// <summary>The same for a machine.</summary>
    IEnumerable<KeyValuePair<string, JsonNode?>> Fields { get; }
}

/// <summary>What all commands share that apply a model to rows and write others: they stream, and hold no more than a block.</summary>
internal sealed class ApplyArguments
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(new TableArguments(repeatsColumns: true, scales: false, estimates: true));
    private readonly OutputArguments output = new();
    private readonly Option<Shard?> shard = Options.Shard("--shard", "use only the rows of this share, such as 3/8 [all]");
    private readonly Option<string?> file = OutputFile.Option(
        $"the file to write: {TableFile.Endings}; - is standard output", "OUT");

    /// <summary>Adds these and options of its own to a command.</summary>
    public void AddTo(Command command, Preparation prepare, Application apply, params Option[] own)
    {
        model.AddTo(command, file, [shard, .. own]);
        data.AddTo(command);
        foreach (var option in data.Options.Concat(output.WithoutFolder)) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, prepare, apply, cancellationToken)));
    }

    /// <summary>Samples, in the columns of the model.</summary>
    public static CompletedSource Samples(PrincipalComponents model, Dataset data, MissingValues missing, RunDisplay display) =>
        MissingRows.Of(display.SayNote(data.Name, ModelColumns.Of(model.ColumnNames, data)), missing, model.FillIn);

    private int Execute(ParseResult line, Preparation prepare, Application apply, CancellationToken cancellationToken)
    {
        var path = line.GetRequiredValue(file)!;
        TableFile.RequireKnown(path);
        if (path != TableFile.StandardOutput) OutputFile.At(line, path);
        if (path == TableFile.StandardOutput && output.IsJson(line))
            throw new UsageException("-o - and --json both want standard output; give a file, or leave --json out");
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.Team(line);
        var applied = model.Load(line);
        var options = data.Read(line) with { LeastSamples = 1 };
        if (options.Table.Passthrough is not null && !TableFile.HoldsText(path))
            throw new UsageException($"{path} can hold numbers only, no columns to pass through; give a .csv or .tsv");
        var missing = options.Table.Missing;
        var dataset = Open(line, MissingRows.Kept(options), display, team, cancellationToken);
        var rows = prepare(applied, dataset, missing, display);
        var table = WithLabels(apply(applied, rows, line), dataset, path, display);
        using var progress = new ReadingLine(dataset.Name, display);
        var watched = table with { Rows = WatchedSource.Of(table.Rows, progress) };
        var written = TableFile.Write(path, watched, team, cancellationToken);
        progress.Dispose();
        MissingRows.Say(display, dataset.Name, rows, missing);
        display.Say($"{path}: {NumberText.Count(written)} rows of {NumberText.Count(table.Rows.Dimension)} values");
        Report(line, path, written, table.Rows, display);
        return ExitCode.Done;
    }

    private Dataset Open(
        ParseResult line, DataOptions options, RunDisplay display, WorkerTeam team, CancellationToken cancellationToken)
    {
        var share = line.GetValue(shard) ?? Shard.All;
        var dataset = data.OpenShared(line, options, share, display, team, cancellationToken);
        if (share.IsAll) return dataset;
        var count = dataset.Source.Count ?? throw new UsageException($"how many rows {dataset.Name} has is not known; give files");
        return dataset.Part(share.RowsOf(count));
    }

    private void Report(ParseResult line, string path, long written, ISampleSource rows, RunDisplay display)
    {
        var summary = rows as ISummary;
        if (output.IsJson(line))
        {
            var json = new JsonObject { ["file"] = path, ["rows"] = written, ["columns"] = rows.Dimension };
            foreach (var (name, value) in summary?.Fields ?? []) json[name] = value;
            JsonOutput.Write(json);
            return;
        }
        // Where the rows go to standard output, nothing else does.
        foreach (var text in summary?.Lines ?? [])
            if (path == TableFile.StandardOutput) display.Say(text);
            else Terminal.WriteSentence(text);
    }

    private static OutputTable WithLabels(OutputTable table, Dataset data, string path, RunDisplay display)
    {
        if (TableFile.HoldsText(path)) return table with { Labels = [.. data.Passthrough, .. data.Labels] };
        if (data.Labels.Count > 0)
            display.Say($"{path} holds numbers only: {string.Join(", ", data.Labels.Select(label => label.Name))} left out");
        return table;
    }
}
