namespace LinearAutoencoders.Data.Formats;

/// <summary>Values whose number is not known, in parts: growing copies nothing.</summary>
internal sealed class GrowingList<T> where T : unmanaged
{
    private const int FirstPart = 1 << 10, LargestPart = 1 << 20;

    private readonly List<T[]> parts = [];
    private T[] last = [];
    private int used;

    public long Count { get; private set; }

    public void Add(T value)
    {
        if (used == last.Length)
        {
            last = new T[Math.Clamp(2 * last.Length, FirstPart, LargestPart)];
            parts.Add(last);
            used = 0;
        }
        last[used++] = value;
        Count++;
    }

    /// <summary>The values in their order.</summary>
    public IEnumerable<ReadOnlyMemory<T>> Parts =>
        parts.Select(part => (ReadOnlyMemory<T>)part.AsMemory(0, part == last ? used : part.Length));

    /// <summary>All in one array; the list is empty afterwards.</summary>
    public T[] ToArray()
    {
        var all = new T[Count];
        var at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i].AsSpan(0, i == parts.Count - 1 ? used : parts[i].Length);
            part.CopyTo(all.AsSpan(at));
            at += part.Length;
            parts[i] = [];
        }
        parts.Clear();
        (last, used, Count) = ([], 0, 0);
        return all;
    }
}
