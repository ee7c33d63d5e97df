namespace LinearAutoencoders.Runs;

/// <summary>The wish that the process which works in a folder stops, with its state saved: a file, which that process looks for.</summary>
/// <remarks>
///   A file and no signal: it reaches a process on another machine that shares the folder, and Windows has no such signals. It says which
///   process it is meant for, so that one that was left for another is not heeded.
/// </remarks>
internal sealed class StopRequest : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly Timer timer;

    /// <summary>Looks for the file until disposed of.</summary>
    /// <param name="folder">Which this process has.</param>
    /// <param name="stop">What is done once it is there; more than once perhaps.</param>
    public StopRequest(OutputFolder folder, Action stop) => timer = new Timer(
        _ =>
        {
            if (folder.IsAskedToStop) stop();
        },
        null, BetweenLooks, BetweenLooks);

    /// <summary>Waits for what it has begun.</summary>
    public void Dispose()
    {
        using var idle = new ManualResetEvent(initialState: false);
        if (timer.Dispose(idle)) idle.WaitOne();
    }
}
