using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// A dense, row-major matrix, or a view of some rows or columns of one. Copying the struct copies the view, not the cells.
/// </summary>
/// <remarks>
///   Cell (i, j) is element i · Stride + j of the view's memory. A new matrix is zero, starts on a 64-byte boundary and never
///   moves, so that kernels load whole cache lines. Rows and columns count from 0. <c>default</c> is the empty 0 × 0 matrix.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[DebuggerDisplay("{Rows} × {Columns}")]
public readonly struct Matrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? cells;
    private readonly int offset;

    /// <summary>A zero matrix of rows × columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is negative, or the matrix has more cells than an array can hold.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The element type is neither <see cref="float"/> nor <see cref="double"/>.
    /// </exception>
    public Matrix(int rows, int columns)
    {
        ElementType.Require<T>();
        RequireSizes(rows, columns);
        if ((long)rows * columns > MaxCells) ThrowTooLarge(rows, columns);
        (cells, offset) = AllocateAligned(rows * columns);
        Rows = rows;
        Columns = columns;
        Stride = columns;
    }

    /// <summary>Views memory that the caller keeps: rows × columns cells from the array's start, row after row.</summary>
    /// <exception cref="ArgumentException">The array does not have rows · columns elements.</exception>
    /// <exception cref="NotSupportedException">
    /// The element type is neither <see cref="float"/> nor <see cref="double"/>.
    /// </exception>
    public Matrix(int rows, int columns, T[] rowMajor)
    {
        ArgumentNullException.ThrowIfNull(rowMajor);
        ElementType.Require<T>();
        RequireFilled(rowMajor.Length, rows, columns);
        cells = rowMajor;
        Rows = rows;
        Columns = columns;
        Stride = columns;
    }

    // An empty view begins at the array's start: where it would begin may lie beyond the end.
    private Matrix(T[]? cells, int offset, int rows, int columns, int stride)
    {
        this.cells = cells;
        this.offset = rows == 0 || columns == 0 ? 0 : offset;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>A new 1 × length matrix of cells that hold anything: pages of it that nobody writes cost nothing.</summary>
    internal static Matrix<T> Uninitialized(long length)
    {
        if (length > MaxCells) ThrowTooLarge(1, length);
        var (cells, offset) = AllocateAligned((int)length, isZero: false);
        return new Matrix<T>(cells, offset, 1, (int)length, (int)length);
    }

    /// <summary>A new zero 1 × length matrix, as memory for kernels, whose sizes may be beyond an array's.</summary>
    internal static Matrix<T> OfLength(long length)
    {
        if (length > MaxCells) ThrowTooLarge(1, length);
        return new Matrix<T>(1, (int)length);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in elements from a cell to the one below it.</summary>
    public int Stride { get; }

    /// <summary>Whether the cells lie one after the other, without gaps between rows.</summary>
    public bool IsContiguous => Stride == Columns || Rows <= 1 || Columns == 0;

    /// <summary>The cell in row <paramref name="i"/>, column <paramref name="j"/>.</summary>
    public ref T this[int i, int j]
    {
        get
        {
            if ((uint)i >= (uint)Rows || (uint)j >= (uint)Columns) ThrowOutside(i, j);
            return ref cells![offset + i * Stride + j];
        }
    }

    /// <summary>Row <paramref name="i"/>, of length <see cref="Columns"/>.</summary>
    public Span<T> Row(int i)
    {
        if ((uint)i >= (uint)Rows) ThrowOutside(i, 0);
        return cells.AsSpan(offset + i * Stride, Columns);
    }

    /// <summary>All cells, row after row, of a matrix without gaps.</summary>
    /// <exception cref="InvalidOperationException">The view has gaps between its rows.</exception>
    public Span<T> AsSpan()
    {
        if (!IsContiguous) ThrowGaps();
        return cells.AsSpan(offset, Rows * Columns);
    }

    /// <summary>All cells of a matrix without gaps, as memory that can be kept.</summary>
    internal Memory<T> AsMemory() => IsContiguous ? cells.AsMemory(offset, Rows * Columns)
        : throw new InvalidOperationException($"a {Rows} × {Columns} view with row distance {Stride} has gaps");

    /// <summary>A view of <paramref name="count"/> rows from row <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these rows exist.</exception>
    public Matrix<T> RowRange(int start, int count)
    {
        if ((uint)start > (uint)Rows || (uint)count > (uint)(Rows - start)) ThrowRange("rows", start, count);
        return new Matrix<T>(cells, offset + start * Stride, count, Columns, Stride);
    }

    /// <summary>A view of <paramref name="count"/> columns from column <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these columns exist.</exception>
    public Matrix<T> ColumnRange(int start, int count)
    {
        if ((uint)start > (uint)Columns || (uint)count > (uint)(Columns - start)) ThrowRange("columns", start, count);
        return new Matrix<T>(cells, offset + start, Rows, count, Stride);
    }

    /// <summary>A view, rows × columns, of the cells of a matrix without gaps from cell <paramref name="start"/> on.</summary>
    internal Matrix<T> Reshape(int start, int rows, int columns)
    {
        RequireSizes(rows, columns);
        if (start < 0 || start + (long)rows * columns > AsSpan().Length) ThrowRange("cells", start, (long)rows * columns);
        return new Matrix<T>(cells, offset + start, rows, columns, columns);
    }

    /// <summary>Copies every cell to a matrix of the same shape.</summary>
    public void CopyTo(Matrix<T> destination)
    {
        destination.RequireShape(Rows, Columns);
        for (var i = 0; i < Rows; i++) Row(i).CopyTo(destination.Row(i));
    }

    /// <summary>A new matrix with the same cells.</summary>
    public Matrix<T> Clone()
    {
        var copy = new Matrix<T>(Rows, Columns);
        CopyTo(copy);
        return copy;
    }

    /// <summary>A new matrix with rows and columns exchanged.</summary>
    public Matrix<T> Transpose()
    {
        var transposed = new Matrix<T>(Columns, Rows);
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++)
                transposed[j, i] = this[i, j];
        return transposed;
    }

    /// <summary>A new matrix with each cell rounded or widened to <typeparamref name="TOther"/>.</summary>
    public Matrix<TOther> ConvertTo<TOther>() where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        var converted = new Matrix<TOther>(Rows, Columns);
        for (var i = 0; i < Rows; i++)
            TensorPrimitives.ConvertTruncating<T, TOther>(Row(i), converted.Row(i));
        return converted;
    }

    /// <summary>Sets every cell to zero.</summary>
    public void Clear()
    {
        for (var i = 0; i < Rows; i++) Row(i).Clear();
    }

    /// <summary>Throws, naming both shapes, unless this is rows × columns.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void RequireShape(int rows, int columns, [CallerArgumentExpression(nameof(rows))] string? what = null)
    {
        if (Rows != rows || Columns != columns) ThrowShape(rows, columns, what);
    }

    /// <summary>
    /// The first cell, for kernels; of an empty view a place that must not be read. To be fixed while its address is in use.
    /// </summary>
    internal ref T Origin
    {
        get
        {
            if (cells is null) return ref Unsafe.NullRef<T>();
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells), offset);
        }
    }

    private const int CacheLine = 64;

    /// <summary>The most cells that a new matrix can have.</summary>
    internal static long MaxCells => Array.MaxLength - CacheLine;

    private static unsafe (T[] Cells, int Offset) AllocateAligned(int length, bool isZero = true)
    {
        var padded = length + CacheLine / sizeof(T);
        var cells = isZero ? GC.AllocateArray<T>(padded, pinned: true) : GC.AllocateUninitializedArray<T>(padded, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref cells[0]);
        return (cells, (int)((CacheLine - address % CacheLine) % CacheLine) / sizeof(T));
    }

    private static void RequireSizes(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
    }

    /// <summary>Throws unless rows × columns are as many cells as there are values.</summary>
    internal static void RequireFilled(int count, int rows, int columns)
    {
        RequireSizes(rows, columns);
        if (count != (long)rows * columns) ThrowCannotFill(count, rows, columns);
    }

    [DoesNotReturn]
    private static void ThrowTooLarge(long rows, long columns) => throw new ArgumentOutOfRangeException(
        nameof(rows), Invariant($"a {rows} × {columns} matrix has more cells than the {MaxCells} that fit an array"));

    [DoesNotReturn]
    private static void ThrowCannotFill(int count, int rows, int columns) => throw new ArgumentException(
        Invariant($"{count} values cannot fill {rows} × {columns}"));

    [DoesNotReturn]
    private void ThrowOutside(int i, int j) => throw new ArgumentOutOfRangeException(
        paramName: null, Invariant($"({i}, {j}) is outside a {Rows} × {Columns} matrix"));

    [DoesNotReturn]
    private void ThrowRange(string what, int start, long count) => throw new ArgumentOutOfRangeException(
        paramName: null, Invariant($"{count} {what} from {start} on are not all within a {Rows} × {Columns} matrix"));

    [DoesNotReturn]
    private void ThrowShape(int rows, int columns, string? what) => throw new ArgumentException(
        Invariant($"the matrix is {Rows} × {Columns}, but {rows} × {columns} is needed here ({what})"));

    [DoesNotReturn]
    private void ThrowGaps() => throw new InvalidOperationException(
        Invariant($"a {Rows} × {Columns} view with row distance {Stride} has gaps"));
}
