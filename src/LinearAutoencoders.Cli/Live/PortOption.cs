using System.CommandLine;
using System.Net;

namespace LinearAutoencoders.Cli.Live;

/// <summary>Where a page is served.</summary>
internal sealed class PortOption
{
    public Option<int?> Option { get; } = Options.Integer("--port", "port of the page, on 127.0.0.1 [any that is free]");

    /// <summary>The port that is asked for; null: any that is free.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int? Read(ParseResult line) => line.GetValue(Option) is not { } port ? null : port is >= 1 and <= IPEndPoint.MaxPort ? port
        : throw new UsageException($"--port is {port}; give a number from 1 to {IPEndPoint.MaxPort}, or leave it out");
}
