using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   How the rows of a data set are cut into chunks, the leaves of the fixed tree of sums: a function of m alone.
/// </summary>
/// <remarks>
///   Chunk i is rows i · <see cref="Rows"/> and on. 8192 rows for m ≤ 4096; beyond, as many times more as an m × m matrix is
///   larger than a 4096 × 4096 one. Merging two chunks takes one pass over such a matrix, and one is kept for each power of two
///   of chunks: longer chunks keep both small beside the products of a chunk's own rows.
///   <para>Decided for ever: another layout would give other bits.</para>
/// </remarks>
/// <param name="Rows">R, rows of a chunk; the last may be shorter.</param>
/// <param name="ShiftRows">q, the first rows of a chunk, whose mean is subtracted from all of it while its sums run.</param>
internal readonly record struct ChunkLayout(int Rows, int ShiftRows)
{
    private const int LeastRows = 8192;

    // R stops growing where an m × m matrix is too large to be held anyway.
    private const int MostRows = 1 << 20;

    private const int MostShiftRows = 512;
    private const int LeastShiftRows = 16;

    // The first rows wait in memory until their mean is known: 128 MB at most.
    private const int ShiftCells = 1 << 24;

    /// <summary>
    ///   Of sums that are no larger than some rows: a merge costs next to nothing, and many ranks want many chunks.
    /// </summary>
    public static ChunkLayout OfProducts { get; } = new(Rows: 1024, ShiftRows: 1);

    /// <summary>
    ///   R = 8192 ⌈(m/4096)²⌉, at most 2²⁰; 1024 of so many columns that there is no matrix of m × m. q = 512, or 2²⁴/m from m = 2¹⁵ on,
    ///   at least 16.
    /// </summary>
    public static ChunkLayout For(int columns)
    {
        var growth = ((long)columns * columns + (1 << 24) - 1) >> 24;
        return new ChunkLayout(
            columns > LargestMatrix.Side ? OfProducts.Rows : (int)Math.Clamp(LeastRows * growth, LeastRows, MostRows),
            Math.Clamp(ShiftCells / Math.Max(columns, 1), LeastShiftRows, MostShiftRows));
    }

    /// <summary>The rows of a source that a rank reads; null: there are no ranks, and all are read.</summary>
    /// <exception cref="BadDataException">Nobody knows how many there are.</exception>
    public RowRange? ShareOf(ISampleSource source, WorkerTeam team) => team.Ranks is not { } ranks ? null
        : Share(source.Count ?? throw new BadDataException(
            $"{source.Name}: how many rows there are is not known, so ranks cannot share them; give files"), ranks.Rank, ranks.Size);

    /// <summary>How many rows of a row's chunk are not before it.</summary>
    public long RoomFrom(long row) => Rows - row % Rows;

    /// <summary>How many chunks so many rows are.</summary>
    public long ChunksOf(long count) => (count + Rows - 1) / Rows;

    /// <summary>The rows of one of several shares of all chunks: whole chunks, as even as they are. There may be none.</summary>
    /// <param name="count">n.</param>
    /// <param name="share">Which, from 0.</param>
    /// <param name="shares">Of how many.</param>
    public RowRange Share(long count, int share, int shares)
    {
        var (chunks, rows) = (ChunksOf(count), Rows);
        var first = Start(share);
        return new RowRange(first, Start(share + 1) - first);

        long Start(int i) => Math.Min(count, (long)((Int128)i * chunks / shares) * rows);
    }
}
