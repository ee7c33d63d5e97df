using System.CommandLine;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>The data of a command, by its place on the line, and how it is read.</summary>
internal sealed class DataArguments
{
    private readonly Argument<string> data = new("DATA") { Description = $"what to read: {DataSource.Accepted}" };

    /// <summary>Its place on the line.</summary>
    public Argument Argument => data;

    /// <summary>The data that the line names.</summary>
    public Dataset Open(ParseResult line, WorkerTeam team, CancellationToken cancellationToken) =>
        DataSource.Open(line.GetRequiredValue(data), null, team, cancellationToken);
}
