using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Cli.Train;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Inspect;

/// <summary><c>lae runs</c>: what runs there are; one looked at again, written as a table, removed.</summary>
internal sealed class RunsCommand
{
    private const string DefaultFolder = "runs";

    private readonly Argument<string[]> folders = new("FOLDER")
    {
        Description = $"folders that have runs in them [{DefaultFolder}]",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Argument<string[]> runs = new("RUN")
    {
        Description = "folders of runs, or folders that have such in them",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Argument<string> one = new("RUN") { Description = "the folder of a run" };
    private readonly Option<bool> json = Options.Flag("--json", "print the results as one JSON object");
    private readonly Option<string?> file = Options.Text("-o", "the file, such as metrics.csv", "OUT");
    private readonly Option<bool> yes = Options.Flag("--yes", "remove them; without it they are only listed");

    public static LazyCommand Create() => new(
        "runs", "List runs, show one again, write their metrics as one table, remove them.", command => new RunsCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Subcommands.Add(Command("list", "List the runs of a folder.", List, folders, json));
        command.Subcommands.Add(Command("show", "Show how a run ended, or how far it is.", Show, one, json));
        file.Required = true;
        command.Subcommands.Add(Command(
            "export", "Write the metrics of runs as one table, each row with what tells its run apart.", Export, runs, file, json));
        command.Subcommands.Add(Command("remove", "Remove runs, and nothing but what a run has written.", Remove, runs, yes, json));
    }

    private static Command Command(string name, string description, Func<ParseResult, int> execute, Argument argument, params Option[] own)
    {
        var command = new Command(name, description) { argument };
        foreach (var option in own) command.Options.Add(option);
        command.SetAction(execute);
        return command;
    }

    private int List(ParseResult line)
    {
        var found = Found(line.GetValue(folders) is { Length: > 0 } given ? given : [DefaultFolder]);
        if (line.GetValue(json))
        {
            JsonOutput.Write(new() { ["runs"] = new JsonArray([.. found.Select(Json)]) });
            return ExitCode.Done;
        }
        var table = new TextTable().Text("run").Text("method", rank: 7).Text("optimizer", rank: 8).Text("data", rank: 6)
            .Number("k", rank: 4).Text("state").Number("epoch", rank: 2).Number("d_align").Number("learned", rank: 1)
            .Number("seconds", rank: 5)
            .Text("begun", rank: 3);
        foreach (var run in found) table.Add(Cells(run));
        table.Write();
        return ExitCode.Done;
    }

    private int Show(ParseResult line)
    {
        var run = StoredRun.Of(line.GetRequiredValue(one));
        if (line.GetValue(json)) JsonOutput.Write(Json(run));
        else if (run.Record.Result is not null) TrainReport.WriteText(run.Record, PictureOf(run));
        else
        {
            var last = run.Rows() is [.., var newest] ? newest : default;
            Terminal.WriteSentence($"{run.Options.NameWith(", ")} on {run.Options.Data}, {run.State}: "
                + $"epoch {NumberText.Count(last.Epoch)} of {NumberText.Count(run.Options.Training.Epochs)}, "
                + $"d_align {NumberText.Distance(last.AxisAlignment)}, d_sub {NumberText.Distance(last.SubspaceDistance)}");
        }
        return ExitCode.Done;
    }

    private int Export(ParseResult line)
    {
        var (found, path) = (Found(line.GetRequiredValue(runs)), line.GetRequiredValue(file)!);
        var rows = RunsTable.Save(found, path);
        if (line.GetValue(json)) JsonOutput.Write(new() { ["file"] = path, ["runs"] = found.Count, ["rows"] = rows });
        else Terminal.Out.WriteLine($"{path}: {NumberText.Counted(rows, "row")} of {NumberText.Counted(found.Count, "run")}");
        return ExitCode.Done;
    }

    private int Remove(ParseResult line)
    {
        var (found, isMeant) = (Found(line.GetRequiredValue(runs)), line.GetValue(yes));
        foreach (var run in found)
        {
            if (isMeant) new RunDirectory(run.Folder).Remove();
            if (!line.GetValue(json)) Terminal.Out.WriteLine(isMeant ? $"{run.Folder} is removed" : run.Folder);
        }
        if (line.GetValue(json))
            JsonOutput.Write(new() { ["removed"] = isMeant, ["runs"] = new JsonArray([.. found.Select(run => (JsonNode)run.Folder)]) });
        if (isMeant) return ExitCode.Done;
        throw new UsageException($"nothing was removed; add --yes to remove {NumberText.Counted(found.Count, "run")}");
    }

    private static string? PictureOf(StoredRun run) => new RunDirectory(run.Folder).CurvesPath is var path && File.Exists(path) ? path : null;

    private static IReadOnlyList<StoredRun> Found(IReadOnlyList<string> where)
    {
        var found = StoredRun.Below(where, Terminal.Error.WriteLine);
        return found.Count > 0 ? found : throw new UsageException($"there is no run in {string.Join(", ", where)}; lae train makes one");
    }

    private static IEnumerable<string> Cells(StoredRun run)
    {
        var (training, result) = (run.Options.Training, run.Record.Result);
        yield return run.Folder;
        yield return training.Method.Name;
        yield return training.UsedOptimizer?.Name ?? "–";
        yield return Curves.DataName(run.Options.Data);
        yield return NumberText.Count(training.LatentDimension);
        yield return run.State;
        yield return result is null ? "–" : NumberText.Count(result.Epoch);
        yield return NumberText.Distance(result?.AxisAlignment ?? double.NaN);
        yield return result?.Learning is { } learning ? $"{learning.Learned} of {training.LatentDimension}" : "–";
        yield return NumberText.SecondsCell(run.Record.Seconds);
        yield return run.Record.Timing?.Started.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "–";
    }

    private static JsonObject Json(StoredRun run)
    {
        var json = JsonOutput.Of(run.Record);
        json["out"] = run.Folder;
        json["state"] = run.State;
        return json;
    }
}
