using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Rows of both factors of a · bᵀ: row i of a at A + i·ARow, row j of b at B + j·BRow.</summary>
internal unsafe struct NarrowOperands<T> where T : unmanaged
{
    public T* A, B;
    public nint ARow, BRow;
    public int Inner;
}

/// <summary>A register tile of a narrow product.</summary>
internal unsafe interface INarrowTile<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows of a full tile.</summary>
    static abstract int Rows { get; }

    /// <summary>The most columns of a tile of so many rows.</summary>
    static abstract int Columns(int rows);

    /// <summary>The partial sums of rows × columns cells, one cell after the other, row by row.</summary>
    /// <param name="rows">1 .. Rows.</param>
    /// <param name="columns">1 .. Columns(rows).</param>
    /// <param name="operands">The rows of both factors.</param>
    /// <param name="sums">rows · columns · <see cref="Interleaving{T}.Sums"/> values, overwritten.</param>
    static abstract void Run(int rows, int columns, in NarrowOperands<T> operands, T* sums);
}

/// <summary>The driver of narrow products: tiles of cells, and the sums of their partial sums.</summary>
internal static unsafe class NarrowProduct<T, TTile>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TTile : struct, INarrowTile<T>
{
    private const int CacheLine = 64;

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(in Product<T> product)
    {
        var memory = stackalloc byte[(TTile.Rows * TTile.Columns(TTile.Rows) + 1) * CacheLine];
        var sums = (T*)(((nuint)memory + CacheLine - 1) / CacheLine * CacheLine);
        var operands = new NarrowOperands<T> { ARow = product.ARow, BRow = product.BColumn, Inner = product.Inner };
        var rowTiles = Tiles(product.Rows, TTile.Rows);
        for (int tile = 0, i = 0, next; tile < rowTiles; tile++, i = next)
        {
            next = End(tile, rowTiles, product.Rows);
            operands.A = product.A + i * operands.ARow;
            var columnTiles = Tiles(product.Columns, TTile.Columns(next - i));
            for (int columnTile = 0, j = 0, nextColumn; columnTile < columnTiles; columnTile++, j = nextColumn)
            {
                nextColumn = End(columnTile, columnTiles, product.Columns);
                if (product.Symmetric && nextColumn <= i) continue;
                operands.B = product.B + j * operands.BRow;
                TTile.Run(next - i, nextColumn - j, in operands, sums);
                AddUp(sums, in product, i, next, j, nextColumn);
            }
        }
    }

    private static int Tiles(int length, int largest) => (length + largest - 1) / largest;

    // Tiles of nearly equal size. The last one's end is known: of the smallest products a division would show.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int End(int tile, int tiles, int length) => tile + 1 == tiles ? length : length * (tile + 1) / tiles;

    private static void AddUp(T* sums, in Product<T> product, int i, int endRow, int firstColumn, int endColumn)
    {
        for (; i < endRow; i++)
        {
            var row = product.C + i * product.CRow;
            for (var j = firstColumn; j < endColumn; j++, sums += Interleaving<T>.Sums)
            {
                var sum = Interleaving<T>.AddUp(sums);
                if (product.Accumulate) sum += row[j];
                if (!product.Symmetric) row[j] = sum;
                else if (j >= i) row[j] = product.C[j * product.CRow + i] = sum;
            }
        }
    }
}
