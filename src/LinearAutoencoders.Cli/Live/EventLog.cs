namespace LinearAutoencoders.Cli.Live;

/// <summary>Events as a page needs them that comes late: those that add to others, and the newest of those that replace others.</summary>
internal sealed class EventLog
{
    private readonly List<FeedEvent> added = [];
    private readonly Dictionary<string, FeedEvent> newest = [];
    private long lastId;

    /// <summary>An event that stays.</summary>
    public void Add(string kind, string data) => added.Add(new(++lastId, kind, data));

    /// <summary>An event in the place of the one before it, if it says something else.</summary>
    public void Renew(string key, string kind, string data)
    {
        if (newest.TryGetValue(key, out var before) && before.Data == data) return;
        newest[key] = new(++lastId, kind, data);
    }

    /// <summary>Those after an event, in order.</summary>
    public IReadOnlyList<FeedEvent> After(long id)
    {
        if (id >= lastId) return [];
        var first = added.Count;
        while (first > 0 && added[first - 1].Id > id) first--;
        return [.. newest.Values.Where(one => one.Id > id).Concat(added.Skip(first)).OrderBy(one => one.Id)];
    }
}
