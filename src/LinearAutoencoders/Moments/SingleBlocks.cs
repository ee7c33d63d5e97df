using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Blocks of rows in single precision.</summary>
internal static class SingleBlocks
{
    /// <summary>Cells of a block: 1 MB at least, for products that a thread is worth waking for, and 8 MB at most.</summary>
    private const int FewestCells = 1 << 18, MostCells = 1 << 21;

    /// <summary>As many as a search takes at once: blocks of whole multiples need not be put together anew.</summary>
    private const int WholeRows = 1024;

    /// <summary>Rows of a block of so many columns: one at least, and no more than there are.</summary>
    public static int RowsOf(int columns, long count)
    {
        var width = Math.Max(columns, 1);
        var rows = Math.Min(Blocking.RoundUp(Math.Max(FewestCells / width, 1), WholeRows), MostCells / width);
        return (int)Math.Clamp(rows, 1, Math.Max(count, 1));
    }

    /// <summary>Values that are floats, row after row in an array, as a matrix: none is copied.</summary>
    public static Matrix<float> View<TRaw>(ReadOnlyMemory<TRaw> values, int rows, int columns) where TRaw : unmanaged =>
        MemoryMarshal.TryGetArray(values, out var segment) && segment.Offset == 0 && (object?)segment.Array is float[] array
            ? new Matrix<float>(array.Length / Math.Max(1, columns), columns, array).RowRange(0, rows)
            : throw new InvalidOperationException("the values are no floats at the start of an array");

    /// <summary>Those of a pass in double precision, each value rounded once.</summary>
    public static IEnumerable<ReadOnlyMatrix<float>> Of(IEnumerable<ReadOnlyMatrix<double>> blocks)
    {
        var rounded = new Matrix<float>(0, 0);
        foreach (var block in blocks)
        {
            if (rounded.Rows < block.Rows) rounded = new Matrix<float>(block.Rows, block.Columns);
            for (var i = 0; i < block.Rows; i++) RowConversion.Round(block.Row(i), rounded.Row(i));
            yield return rounded.RowRange(0, block.Rows);
        }
    }

    /// <summary>The same back: no value changes.</summary>
    public static IEnumerable<ReadOnlyMatrix<double>> Widened(IEnumerable<ReadOnlyMatrix<float>> blocks)
    {
        var widened = new Matrix<double>(0, 0);
        foreach (var block in blocks)
        {
            if (widened.Rows < block.Rows) widened = new Matrix<double>(block.Rows, block.Columns);
            for (var i = 0; i < block.Rows; i++) RowConversion.Widen(block.Row(i), widened.Row(i));
            yield return widened.RowRange(0, block.Rows);
        }
    }
}
