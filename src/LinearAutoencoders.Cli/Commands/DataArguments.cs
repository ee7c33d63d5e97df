using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>The data of a command, by its place on the line, and how it is read.</summary>
internal sealed class DataArguments(TableArguments columns)
{
    private readonly Argument<string> data = new("DATA") { Description = $"what to read: {DataSource.Accepted}" };

    public IEnumerable<Option> Options => columns.All;

    public void AddTo(Command command) => command.Arguments.Add(data);

    /// <summary>What the line names.</summary>
    public string Source(ParseResult line) => line.GetRequiredValue(data);

    /// <summary>How the line says that it is read.</summary>
    public DataOptions Read(ParseResult line) => new() { Table = columns.Read(line) };

    /// <summary>Opens it, and says what was assumed of it.</summary>
    public Dataset Open(
        ParseResult line, DataOptions options, RunDisplay display, WorkerTeam team, CancellationToken cancellationToken)
    {
        var dataset = DataSource.Open(Source(line), options, team, cancellationToken);
        display.SayNotes(dataset.Name, dataset.Notes);
        return dataset;
    }
}
