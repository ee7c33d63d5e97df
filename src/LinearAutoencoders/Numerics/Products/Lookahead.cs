namespace LinearAutoencoders.Numerics;

/// <summary>What is read after a product, and fetched into the second-level cache while it is computed.</summary>
/// <remarks>
///   A step of a tile fetches a quarter of a line: fetched faster, lines from the third level or from memory would take the places of
///   those that the tile waits for.
/// </remarks>
/// <param name="next">The first element.</param>
/// <param name="left">How many there are.</param>
internal unsafe struct Lookahead<T>(T* next, long left) where T : unmanaged
{
    /// <summary>Elements a step.</summary>
    public static nint Step => 16 / sizeof(T);

    /// <summary>Where a tile of so many steps begins to fetch; null: nothing is left to be fetched.</summary>
    public T* Take(int steps)
    {
        if (left <= 0) return null;
        var start = next;
        next += steps * Step;
        left -= steps * Step;
        return start;
    }
}
