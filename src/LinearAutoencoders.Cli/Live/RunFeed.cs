using LinearAutoencoders.Cli.Inspect;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Live;

/// <summary>
///   What has become of runs, from their files alone: looked at when somebody asks, so that a page that nobody has open costs nothing.
/// </summary>
/// <param name="folders">Runs, or folders that have such in them, now or later.</param>
/// <param name="stops">What the page's button stops.</param>
internal sealed class RunFeed(IReadOnlyList<string> folders, StopScope stops) : IFeed
{
    /// <summary>Looking again takes a hundredth of the time, unless the page would then be behind.</summary>
    private readonly Pace looks = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(500));

    private readonly Pace searches = new(TimeSpan.FromSeconds(1));

    private readonly Lock gate = new();
    private readonly List<WatchedRun> runs = [];
    private readonly EventLog log = new();
    private bool hasLooked;

    /// <inheritdoc/>
    public IReadOnlyList<FeedEvent> After(long id)
    {
        lock (gate)
        {
            if (!hasLooked || searches.IsTime) searches.Do(Search);
            if (!hasLooked || looks.IsTime) looks.Do(Look);
            hasLooked = true;
            return log.After(id);
        }
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        lock (gate)
        {
            Search();
            Look();
        }
    }

    /// <summary>Asks the process of a run to stop.</summary>
    /// <param name="run">Its number on the page.</param>
    public void AskToStop(int run)
    {
        lock (gate)
            if (run >= 0 && run < runs.Count) OutputFolder.AskToStop(runs[run].Folder);
    }

    private void Look()
    {
        foreach (var run in runs)
        {
            if (!run.Update()) continue;
            run.TellRows(log);
            if (run.TakeWeights() is { } weights) log.Renew($"weights {run.Id}", "weights", weights);
        }
        log.Renew("runs", "runs", FeedJson.Runs(runs, stops));
    }

    /// <summary>Runs that were begun since.</summary>
    private void Search()
    {
        var known = runs.Select(run => Path.GetFullPath(run.Folder)).ToHashSet();
        var (before, found) = (runs.Count, folders.Where(Directory.Exists).SelectMany(StoredRun.FoldersBelow));
        foreach (var folder in found.Where(folder => known.Add(Path.GetFullPath(folder))))
            if (StoredRun.TryRead(folder, _ => { }) is { } run) runs.Add(new WatchedRun(runs.Count, run));
        if (runs.Count == before) return;
        foreach (var (run, look) in runs.Zip(RunLines.Looks([.. runs.Select(run => run.Options)]))) run.Look = look;
    }
}
