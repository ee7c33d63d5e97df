namespace LinearAutoencoders.Retrieval;

/// <summary>A row that was found, and for how many rows of the database it stands.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Weight">How many.</param>
internal readonly record struct WeightedNeighbor(long Row, double Weight)
{
    /// <summary>Rows that each stand for themselves.</summary>
    public static WeightedNeighbor[] Of(IReadOnlyList<Neighbor> rows) => [.. rows.Select(near => new WeightedNeighbor(near.Row, 1))];

    /// <summary>Rows that stand for themselves and rows that stand for several, the nearest first.</summary>
    public static WeightedNeighbor[] Merge(IReadOnlyList<Neighbor> rows, IReadOnlyList<Neighbor> drawn, double weight) =>
        [.. rows.Select(near => (near, Weight: 1.0)).Concat(drawn.Select(near => (near, Weight: weight)))
            .OrderByDescending(one => one.near.Score).ThenBy(one => one.near.Row)
            .Select(one => new WeightedNeighbor(one.near.Row, one.Weight))];

    /// <summary>Those with fewer than so many rows before them.</summary>
    public static IEnumerable<long> First(IEnumerable<WeightedNeighbor> rows, int count)
    {
        var before = 0.0;
        foreach (var (row, weight) in rows)
        {
            if (before >= count) yield break;
            yield return row;
            before += weight;
        }
    }
}
