using LinearAutoencoders.Cli.Inspect;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Live;

/// <summary>An event of the page: its number, its kind, and its content as JSON on one line.</summary>
internal sealed record FeedEvent(long Id, string Kind, string Data);

/// <summary>
///   What has become of runs, from their files alone: looked at when somebody asks, so that a page that nobody has open costs nothing.
/// </summary>
/// <param name="folders">Runs, or folders that have such in them, now or later.</param>
/// <param name="canStop">Whether the page has a button that stops them.</param>
internal sealed class RunFeed(IReadOnlyList<string> folders, bool canStop)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250), BetweenSearches = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<WatchedRun> runs = [];
    private readonly List<FeedEvent> rows = [];
    private readonly Dictionary<string, FeedEvent> newest = [];
    private long lastId, lastLook = long.MinValue, lastSearch = long.MinValue;

    /// <summary>What is new after an event; after 0, all that a page needs, in the order of the numbers.</summary>
    public IReadOnlyList<FeedEvent> After(long id)
    {
        lock (gate)
        {
            if (IsTime(ref lastLook, BetweenLooks)) Look();
            return [.. newest.Values.Concat(rows).Where(one => one.Id > id).OrderBy(one => one.Id)];
        }
    }

    /// <summary>Looks at the files at once, however little time has passed.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            lastSearch = long.MinValue;
            Look();
        }
    }

    private void Look()
    {
        if (IsTime(ref lastSearch, BetweenSearches)) Search();
        foreach (var run in runs)
        {
            if (!run.Update()) continue;
            foreach (var chunk in run.TakeRows()) rows.Add(new(++lastId, "rows", chunk));
            if (run.TakeWeights() is { } weights) Renew($"weights {run.Id}", "weights", weights);
        }
        Renew("runs", "runs", FeedJson.Runs(runs, canStop));
    }

    /// <summary>Runs that were begun since.</summary>
    private void Search()
    {
        var found = StoredRun.Below(folders.Where(Directory.Exists), _ => { });
        var known = runs.Select(run => run.Folder).ToHashSet();
        foreach (var run in found.Where(run => !known.Contains(run.Folder))) runs.Add(new WatchedRun(runs.Count, run));
        if (runs.Count == known.Count) return;
        foreach (var (run, look) in runs.Zip(RunLines.Looks([.. runs.Select(run => run.Options)]))) run.Look = look;
    }

    /// <summary>An event in the place of the one before it, if it says something else.</summary>
    private void Renew(string key, string kind, string data)
    {
        if (newest.TryGetValue(key, out var before) && before.Data == data) return;
        newest[key] = new(++lastId, kind, data);
    }

    private static bool IsTime(ref long last, TimeSpan interval)
    {
        var now = Environment.TickCount64;
        if (last != long.MinValue && now - last < interval.TotalMilliseconds) return false;
        last = now;
        return true;
    }
}
