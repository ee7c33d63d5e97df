using System.CommandLine;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Live;

/// <summary><c>lae watch</c>: the page of runs that go or have ended, whoever made them.</summary>
internal sealed class WatchCommand
{
    private readonly Argument<string[]> folders = new("FOLDER")
    {
        Description = "folders of runs, or folders that have such in them, now or later",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly PortOption port = new();

    public static LazyCommand Create() => new(
        "watch", "Show runs on a page in the browser, those that go, with a button to stop them, and those that have ended; until Ctrl-C.",
        command => new WatchCommand().AddTo(command));

    private void AddTo(Command command)
    {
        command.Arguments.Add(folders);
        command.Options.Add(port.Option);
        command.SetAction(ExecuteAsync);
    }

    private async Task<int> ExecuteAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var given = line.GetRequiredValue(folders);
        _ = StoredRun.Below(given, Terminal.Error.WriteLine);  // a name that is wrong is told before anybody waits
        var feed = new RunFeed(given, StopScope.Chosen);
        using var server = new LiveServer(feed, feed.AskToStop, port.Read(line));
        Terminal.Out.WriteLine(server.Address);
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
