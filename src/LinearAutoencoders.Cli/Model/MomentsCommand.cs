using System.CommandLine;
using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae moments</c>: the sum of samples, or of a share of them, as a file.</summary>
internal sealed class MomentsCommand
{
    private readonly DataArguments data = new(new TableArguments(scales: false));
    private readonly OutputArguments output = new();
    private readonly Option<string?> file = OutputFile.Option("the file for the sum", "PART.npz");
    private readonly Option<Shard?> shard = Options.Shard("--shard", "sum only the rows of this share, such as 3/8 [all]");
    private readonly Option<bool> keep = Options.Flag(
        "--keep", "do nothing if the file is there already, whole, and of this share of this data");

    public static LazyCommand Create() => new(
        "moments", "Sum up samples, or a share of them, for lae merge and lae fit: mean and scatter are all that components need.",
        command => new MomentsCommand().AddTo(command));

    private void AddTo(Command command)
    {
        data.AddTo(command);
        Option[] all = [file, shard, keep, .. data.Options, .. output.WithoutFolder];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var path = OutputFile.Archive(line, line.GetRequiredValue(file)!, "a sum");
        var share = line.GetValue(shard) ?? Shard.All;
        var display = new RunDisplay(output.IsQuiet(line));
        using var team = output.Team(line);
        var dataset = data.OpenShared(line, data.Read(line), share, display, team, cancellationToken);
        var record = MomentShards.Describe(dataset, share, team, cancellationToken);
        if (line.GetValue(keep) && IsThere(path, record)) display.Say($"{path} is there already");
        else
        {
            using var progress = new ReadingLine(dataset.Name, display);
            MomentFile.Save(path, record, MomentShards.Sum(dataset, record, team, progress, cancellationToken));
            progress.Dispose();
            display.Say(Text(path, record));
        }
        if (output.IsJson(line)) JsonOutput.Write(Json(path, record));
        return ExitCode.Done;
    }

    private static bool IsThere(string path, MomentRecord wanted)
    {
        if (!File.Exists(path)) return false;
        try
        {
            var found = MomentFile.Read(path).Record;
            return found.Shard == wanted.Shard && found.DifferenceFrom(wanted) is null;
        }
        catch (BadDataException)
        {
            // It is made again.
            return false;
        }
    }

    private static string Text(string path, MomentRecord record)
    {
        var (own, all) = (record.OwnRows, $"{NumberText.Count(record.Rows)} rows of {NumberText.Count(record.Columns)} values");
        return record.Shard.IsAll ? $"{path}: the sum of {all}"
            : own.Count == 0 ? $"{path}: shard {record.Shard} of {all}: none, there are fewer chunks of "
                + $"{NumberText.Count(record.ChunkRows)} rows than shards"
            : $"{path}: shard {record.Shard} of {all}: rows {NumberText.Count(own.First + 1)} to {NumberText.Count(own.First + own.Count)}";
    }

    private static JsonObject Json(string path, MomentRecord record) => new()
    {
        ["schema"] = 1,
        ["file"] = path,
        ["data"] = record.Data,
        ["samples"] = record.Rows,
        ["columns"] = record.Columns,
        ["shard"] = record.Shard.Number,
        ["shards"] = record.Shard.Count,
        ["first_row"] = record.OwnRows.First,
        ["rows"] = record.OwnRows.Count,
    };
}
