namespace LinearAutoencoders.Numerics;

/// <summary>The block sizes of all products, in bytes or multiply-adds: one table for all machines.</summary>
/// <remarks>Sizes of blocks never show in a result's bits; they only have to be measured.</remarks>
internal static class Blocking
{
    /// <summary>
    /// A panel of b (inner × 3 vectors) within a block. More than the first-level cache holds: a tile takes 16 bytes a cycle,
    /// which the second level gives as well, and fewer blocks of inner indices load and store c less often.
    /// </summary>
    public const int PanelBytes = 80 << 10;

    /// <summary>The same where c is tall or one panel wide, so that loading and storing it weighs more.</summary>
    public const int PanelBytesOfTall = 160 << 10;

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

    /// <summary>The same for a b that is too large to be packed as a whole, and so comes from memory.</summary>
    public const int RowsWorthPackingRuns = 64;

    /// <summary>
    /// Inner indices in a block that reads b where it lies. Rows of b are pages apart: few of them, each read along, suit the
    /// prefetcher and the first-level address cache, and c still is read and written seldom enough.
    /// </summary>
    public const int DirectInner = 64;

    /// <summary>From this many columns on, in tiles, a transposed a is packed.</summary>
    public const int TilesWorthPacking = 2;

    /// <summary>
    /// Cells of X in a panel of a product with a triangle: with as many of P, and eight rows of the triangle, in the first-level cache.
    /// </summary>
    public const int TriangleCells = 1024;

    /// <summary>Samples converted and packed at once by <see cref="GramSum"/>.</summary>
    public const int GramInner = 128;

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
