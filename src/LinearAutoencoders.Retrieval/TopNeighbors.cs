namespace LinearAutoencoders.Retrieval;

/// <summary>The best rows so far for each of some queries; of equal scores the lower row is the better.</summary>
/// <remarks>A heap a query, whose first entry is the worst that is kept. Queries may be added to from different threads.</remarks>
internal sealed class TopNeighbors(int queries, int keep)
{
    private readonly Neighbor[] heaps = new Neighbor[checked(queries * keep)];
    private readonly int[] counts = new int[queries];

    /// <summary>What a score must be above to be kept, or equal to with a lower row.</summary>
    public double Worst(int query) => counts[query] < keep ? double.NegativeInfinity : heaps[query * keep].Score;

    public void Add(int query, Neighbor neighbor)
    {
        var heap = heaps.AsSpan(query * keep, keep);
        ref var count = ref counts[query];
        if (count < keep)
        {
            heap[count] = neighbor;
            Rise(heap, count++);
        }
        else if (IsWorse(heap[0], neighbor))
        {
            heap[0] = neighbor;
            Sink(heap);
        }
    }

    /// <summary>All that are kept, in no order.</summary>
    public ReadOnlySpan<Neighbor> Of(int query) => heaps.AsSpan(query * keep, counts[query]);

    /// <summary>The best first.</summary>
    public Neighbor[] Sorted(int query)
    {
        var sorted = Of(query).ToArray();
        Array.Sort(sorted, (a, b) => IsWorse(a, b) ? 1 : IsWorse(b, a) ? -1 : 0);
        return sorted;
    }

    private static bool IsWorse(in Neighbor a, in Neighbor b) => a.Score < b.Score || (a.Score == b.Score && a.Row > b.Row);

    private static void Rise(Span<Neighbor> heap, int at)
    {
        for (int parent; at > 0 && IsWorse(heap[at], heap[parent = (at - 1) / 2]); at = parent)
            (heap[at], heap[parent]) = (heap[parent], heap[at]);
    }

    private static void Sink(Span<Neighbor> heap)
    {
        for (int at = 0, child; (child = 2 * at + 1) < heap.Length; at = child)
        {
            if (child + 1 < heap.Length && IsWorse(heap[child + 1], heap[child])) child++;
            if (!IsWorse(heap[child], heap[at])) return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
        }
    }
}
