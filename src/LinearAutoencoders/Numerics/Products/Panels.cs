namespace LinearAutoencoders.Numerics;

/// <summary>Where the panels of a right operand lie: packed from column First on, in place before.</summary>
internal readonly unsafe struct Panels<T>(T* packed, int depth) where T : unmanaged
{
    /// <summary>The first column that is packed.</summary>
    public int First { get; init; }

    /// <summary>
    /// Row p of the panel that begins at column j and is width columns wide, and the distance to its next row.
    /// </summary>
    public T* Row(T* inPlace, nint stride, int j, int p, int width, out nint step)
    {
        step = j < First ? stride : width;
        return j < First ? inPlace + p * stride + j : packed + (nint)(j - First) * depth + (nint)p * width;
    }
}
