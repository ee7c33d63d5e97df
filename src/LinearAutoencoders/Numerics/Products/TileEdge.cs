using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// Edges of a register tile: results that do not fill whole vectors, and prefetching of the next tile's cells.
/// </summary>
internal static unsafe class TileEdge<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    private const int CacheLine = 64;

    /// <summary>Runs the tile on rows × width cells, whole vectors or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref TileOperands<T> tile, int rows, int width, bool accumulate)
    {
        if (width % TLanes.Count == 0) Tile<T, TVector, TLanes>.Run(rows, width / TLanes.Count, in tile);
        else RunRaggedTile(tile, rows, width, accumulate);
    }

    // A tile writes whole vectors: one that sticks out of c works on a copy.
    private static void RunRaggedTile(TileOperands<T> tile, int rows, int width, bool accumulate)
    {
        var padded = Blocking.RoundUp(width, TLanes.Count);
        var copy = Scratch<T>.OfThisThread.ForTile(TLanes.TileRows * Tile<T, TVector, TLanes>.Columns);
        var c = tile.C;
        var cRow = tile.CRow;
        if (accumulate)
        {
            CopyCells(c, cRow, copy, padded, rows, width);
            tile.Start = copy;
            tile.StartRow = padded;
        }
        tile.C = copy;
        tile.CRow = padded;
        Tile<T, TVector, TLanes>.Run(rows, padded / TLanes.Count, in tile);
        CopyCells(copy, padded, c, cRow, rows, width);
    }

    private static void CopyCells(T* source, nint sourceRow, T* destination, nint destinationRow, int rows, int columns)
    {
        for (var i = 0; i < rows; i++, source += sourceRow, destination += destinationRow)
        {
            var j = 0;
            for (; j + TLanes.Count <= columns; j += TLanes.Count) TLanes.Store(TLanes.Load(source + j), destination + j);
            for (; j < columns; j++) destination[j] = source[j];
        }
    }

    /// <summary>
    /// Prefetches the cells of the next tile: its first multiply-adds wait for them, and c may have left the near caches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(T* cells, nint row, int rows, int columns)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < rows; i++, cells += row)
            for (var j = 0; j < columns; j += CacheLine / sizeof(T))
                Sse.Prefetch0(cells + j);
    }
}
