using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Model;

/// <summary><c>lae merge</c>: the sums of all shards, put together.</summary>
internal sealed class MergeCommand
{
    private readonly Argument<string[]> parts = new("PART")
    {
        Description = "the files that lae moments --shard wrote, all shards, in any order",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly OutputArguments output = new();
    private readonly Option<string?> file = OutputFile.Option("the file for the sum of all", "MOMENTS.npz");

    public static LazyCommand Create() => new(
        "merge", "Put the sums of all shards together: to the same bits, however many there were.",
        command => new MergeCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(parts);
        Option[] all = [file, .. output.OfFile];
        foreach (var option in all) command.Options.Add(option);
        command.SetAction((line, cancellationToken) => Task.FromResult(Execute(line, cancellationToken)));
    }

    private int Execute(ParseResult line, CancellationToken cancellationToken)
    {
        var path = OutputFile.Archive(line, line.GetRequiredValue(file)!, "a sum");
        using var team = output.Team(line);
        var paths = line.GetRequiredValue(parts);
        var (record, node) = MomentShards.Merge(paths, team, cancellationToken);
        MomentFile.Save(path, record, [node]);
        new RunDisplay(output.IsQuiet(line)).Say($"{path}: the sum of {NumberText.Count(record.Rows)} rows of "
            + $"{NumberText.Count(record.Columns)} values, from {paths.Length} part{(paths.Length == 1 ? "" : "s")}");
        return ExitCode.Done;
    }
}
