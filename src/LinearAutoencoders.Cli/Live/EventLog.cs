namespace LinearAutoencoders.Cli.Live;

/// <summary>Events as a page needs them that comes late: those that add to others, and the newest of those that replace others.</summary>
internal sealed class EventLog
{
    private readonly Dictionary<string, List<FeedEvent>> kept = [];
    private long lastId;

    /// <summary>An event that adds to those before it of the same key.</summary>
    public void Add(string key, string kind, string data)
    {
        if (!kept.TryGetValue(key, out var events)) kept[key] = events = [];
        events.Add(new(++lastId, kind, data));
    }

    /// <summary>An event in the place of those before it, if it says something else.</summary>
    public void Renew(string key, string kind, string data)
    {
        if (kept.TryGetValue(key, out var before) && before[^1].Data == data) return;
        Forget(key);
        Add(key, kind, data);
    }

    /// <summary>Those of a key are told to nobody any more.</summary>
    public void Forget(string key) => kept.Remove(key);

    /// <summary>Those after an event, in order.</summary>
    public IReadOnlyList<FeedEvent> After(long id) => id >= lastId ? []
        : [.. kept.Values.SelectMany(events => events.SkipWhile(one => one.Id <= id)).OrderBy(one => one.Id)];
}
