using System.CommandLine;
using LinearAutoencoders.Cli.Display;

namespace LinearAutoencoders.Cli.Live;

/// <summary>The options of commands whose runs can be watched on a page while they go.</summary>
internal sealed class LiveArguments
{
    private readonly Option<bool> live = Options.Flag(
        "--live", "show what is done on a page in the browser while it goes, with a button to stop it");
    private readonly PortOption port = new();

    public IEnumerable<Option> All => [live, port.Option];

    /// <summary>Serves the page, if it is asked for, until the result is disposed of.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="folder">Where the runs are, or will be.</param>
    /// <param name="display">Is told the address.</param>
    /// <param name="cancellationToken">Ends the runs; so does the page's button.</param>
    public LiveView Start(ParseResult line, string folder, RunDisplay display, CancellationToken cancellationToken) =>
        Start(line, new RunFeed([folder], StopScope.All), display, cancellationToken);

    /// <summary>The same for what is no run with files; <paramref name="feed"/> tells the page of it.</summary>
    public LiveView Start(ParseResult line, IFeed feed, RunDisplay display, CancellationToken cancellationToken)
    {
        var place = port.Read(line);
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!line.GetValue(live) || Ranks.IsFollower) return new(stopping, null);
        var server = new LiveServer(feed, _ => stopping.Cancel(), place);
        display.Say($"live: {server.Address}");
        return new(stopping, server);
    }
}

/// <summary>A page that is served, or none.</summary>
internal sealed class LiveView(CancellationTokenSource stopping, LiveServer? server) : IDisposable
{
    /// <summary>Ends the runs: by a signal, or by the page's button.</summary>
    public CancellationToken Token => stopping.Token;

    public void Dispose()
    {
        server?.Dispose();
        stopping.Dispose();
    }
}
