namespace LinearAutoencoders.Numerics;

/// <summary>The block sizes of all products, in bytes or multiply-adds: one table for all machines.</summary>
/// <remarks>Sizes of blocks never show in a result's bits; they only have to be measured.</remarks>
internal static class Blocking
{
    /// <summary>A panel of b (inner × 3 vectors) within a block stays in the first-level cache (32 or 48 KB) for all rows.</summary>
    public const int PanelBytes = 40 << 10;

    /// <summary>The rows of a within a block stay in the second-level cache, beside the panels that pass.</summary>
    public const int RowsBytes = 256 << 10;

    /// <summary>A b of up to this size is packed as a whole; c then passes the second-level cache once.</summary>
    public const int PackBytes = 4 << 20;

    /// <summary>Of a larger b, runs of about this size are packed, which stay in the second-level cache.</summary>
    public const int RunBytes = 1 << 20;

    /// <summary>Columns taken at once, so that a long inner index still makes panels of some depth.</summary>
    public const int MaxColumns = 3072;

    /// <summary>From this many rows on a row-major b is packed; for fewer it is read where it lies.</summary>
    public const int RowsWorthPacking = 256;

    /// <summary>
    /// Inner indices in a block that reads b where it lies. Rows of b are pages apart: few of them, each read along, suit the
    /// prefetcher and the first-level address cache, and c still is read and written seldom enough.
    /// </summary>
    public const int DirectInner = 64;

    /// <summary>From this many columns on, in tiles, a transposed a is packed.</summary>
    public const int TilesWorthPacking = 2;

    /// <summary>Samples converted and packed at once by <see cref="GramSum"/>.</summary>
    public const int GramInner = 192;

    /// <summary>A team starts to pay at about this many multiply-adds for each thread.</summary>
    public const long ThreadWorthWaking = 1 << 19;

    /// <summary>Cuts a length in blocks of nearly equal size, at most limit each.</summary>
    public static int Even(int length, int limit)
    {
        if (length <= limit) return length;
        var blocks = (length + limit - 1) / limit;
        return (length + blocks - 1) / blocks;
    }

    /// <summary>The smallest multiple of step that is at least length.</summary>
    public static int RoundUp(int length, int step) => (length + step - 1) / step * step;
}
