using System.CommandLine;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>The data of a command, by its place on the line, and how it is read.</summary>
internal sealed class DataArguments
{
    private readonly Argument<string> data = new("DATA") { Description = $"what to read: {DataSource.Accepted}" };

    public void AddTo(Command command) => command.Arguments.Add(data);

    /// <summary>The data that the line names.</summary>
    public Dataset Open(ParseResult line, WorkerTeam team, CancellationToken cancellationToken, bool center = true) =>
        DataSource.Open(line.GetRequiredValue(data), new DataOptions { Center = center }, team, cancellationToken);
}
