using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// A matrix most of whose cells have the same value as others of their column: X = S + 1·cᵀ, kept as c and the cells of S that
/// are not zero.
/// </summary>
/// <remarks>
///   Images on an even ground are of this kind, counts and indicators too; centred, such data has no zero left, but c is then
///   minus the mean. The decomposition is exact up to one rounding of each cell.
/// </remarks>
internal sealed class SparseRows<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Products of whole rows need no addresses and keep a tile of sums in registers. With a fifth of the cells they take twice
    // as long.
    private const double DenseFrom = 0.25;

    // c is the most frequent value in these; whether it is frequent in the other rows as well, counting shows.
    private const int RowsLookedAt = 256;

    // Columns are kept as 16 bits: what a step reads of the cells limits its speed.
    private const int MaxColumns = ushort.MaxValue + 1;

    private SparseRows(Matrix<T> matrix, T[] common, int cells)
    {
        Common = common;
        Starts = new int[matrix.Rows + 1];
        ColumnOf = new ushort[cells];
        Values = new T[cells];
        var cell = 0;
        for (var i = 0; i < matrix.Rows; i++)
        {
            var row = matrix.Row(i);
            for (var j = 0; j < common.Length; j++)
                if (row[j] != common[j]) (ColumnOf[cell], Values[cell++]) = ((ushort)j, row[j] - common[j]);
            Starts[i + 1] = cell;
        }
    }

    /// <summary>c: the value of each column that is not kept.</summary>
    public T[] Common { get; }

    /// <summary>The cells of row i are Starts[i] .. Starts[i + 1] − 1.</summary>
    public int[] Starts { get; }

    /// <summary>The column of each cell; rising within a row.</summary>
    public ushort[] ColumnOf { get; }

    /// <summary>Each cell of S that is not zero.</summary>
    public T[] Values { get; }

    /// <summary>
    /// The matrix in this form, or null where so many cells have their own value, or there are so many columns, that it is not
    /// worth it.
    /// </summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="ranks">Each of which has some of the rows, the first of them the first: it is the same for all.</param>
    public static SparseRows<T>? Of(Matrix<T> matrix, IRanks? ranks = null)
    {
        if (matrix.Columns > MaxColumns) return null;
        var common = CommonOf(matrix.RowRange(0, Math.Min(matrix.Rows, RowsLookedAt)));
        if (ranks is not null) common = ranks.FromFirst(common);
        if (common.Length == 0) return null;
        var cells = CellsBeside(common, matrix);
        var (allCells, allRows) = (cells, (long)matrix.Rows);
        if (ranks is not null) (allCells, allRows) = (ranks.Total(cells), ranks.Total(matrix.Rows));
        var isSparse = IsSparse(allCells, allRows, matrix.Columns) && allCells <= Array.MaxLength;
        return isSparse ? new SparseRows<T>(matrix, common, (int)cells) : null;
    }

    /// <summary>The most frequent value of each column of some rows; none where too few cells have it.</summary>
    private static T[] CommonOf(Matrix<T> sampled)
    {
        var common = MostFrequent(sampled);
        return IsSparse(CellsBeside(common, sampled), sampled.Rows, sampled.Columns) ? common : [];
    }

    private static bool IsSparse(long cells, long rows, int columns) => cells < DenseFrom * rows * columns;

    private static long CellsBeside(T[] common, Matrix<T> matrix)
    {
        var cells = 0L;
        for (var i = 0; i < matrix.Rows; i++) cells += CellsBeside(common, matrix.Row(i));
        return cells;
    }

    private static int CellsBeside(ReadOnlySpan<T> common, ReadOnlySpan<T> row)
    {
        var x = MemoryMarshal.Cast<T, Vector<T>>(row);
        var c = MemoryMarshal.Cast<T, Vector<T>>(common);
        var same = Vector<T>.Zero;
        for (var j = 0; j < x.Length && j < c.Length; j++)
            same += Vector.ConditionalSelect(Vector.Equals(x[j], c[j]), Vector<T>.One, Vector<T>.Zero);
        var cells = x.Length * Vector<T>.Count - int.CreateTruncating(Vector.Sum(same));
        for (var j = x.Length * Vector<T>.Count; j < row.Length; j++)
            if (row[j] != common[j]) cells++;
        return cells;
    }

    /// <summary>The most frequent value of each column; zero where no value comes twice.</summary>
    private static T[] MostFrequent(Matrix<T> matrix)
    {
        var (frequent, column) = (new T[matrix.Columns], new T[matrix.Rows]);
        for (var j = 0; j < frequent.Length; j++)
        {
            for (var i = 0; i < column.Length; i++) column[i] = matrix[i, j];
            Array.Sort(column);
            for (int i = 0, longest = 1, run = 1; i + 1 < column.Length; i++)
            {
                run = column[i] == column[i + 1] ? run + 1 : 1;
                if (run > longest) (longest, frequent[j]) = (run, column[i]);
            }
        }
        return frequent;
    }
}
