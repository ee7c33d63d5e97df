using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>A dense, row-major matrix, or a view of some rows or columns of one. Copying the struct copies the view, not the cells.</summary>
/// <remarks>
///   Cell (i, j) is element i · Stride + j of the view's memory. A new matrix is zero, starts on a 64-byte boundary and never
///   moves, so that kernels load whole cache lines. Rows and columns count from 0.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[DebuggerDisplay("{Rows} × {Columns}")]
public readonly struct Matrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] cells;
    private readonly int offset;

    /// <summary>A zero matrix of rows × columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix has more than 2³¹ cells.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows * columns, Array.MaxLength - CacheLine, nameof(rows));
        (cells, offset) = AllocateAligned(rows * columns);
        Rows = rows;
        Columns = columns;
        Stride = columns;
    }

    /// <summary>Views memory that the caller keeps: rows × columns cells from the array's start, row after row.</summary>
    /// <exception cref="ArgumentException">The array does not have rows · columns elements.</exception>
    public Matrix(int rows, int columns, T[] rowMajor)
    {
        ArgumentNullException.ThrowIfNull(rowMajor);
        if (rowMajor.LongLength != (long)rows * columns)
            throw new ArgumentException($"{rowMajor.Length} values cannot fill {rows} × {columns}", nameof(rowMajor));
        cells = rowMajor;
        Rows = rows;
        Columns = columns;
        Stride = columns;
    }

    private Matrix(T[] cells, int offset, int rows, int columns, int stride)
    {
        this.cells = cells;
        this.offset = offset;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in elements from a cell to the one below it.</summary>
    public int Stride { get; }

    /// <summary>Whether the cells lie one after the other, without gaps between rows.</summary>
    public bool IsContiguous => Stride == Columns || Rows <= 1;

    /// <summary>The cell in row <paramref name="i"/>, column <paramref name="j"/>.</summary>
    public ref T this[int i, int j]
    {
        get
        {
            if ((uint)i >= (uint)Rows || (uint)j >= (uint)Columns) ThrowOutside(i, j);
            return ref cells[offset + i * Stride + j];
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
        if (!IsContiguous) throw new InvalidOperationException($"a {Rows} × {Columns} view with row distance {Stride} has gaps");
        return cells.AsSpan(offset, Rows * Columns);
    }

    /// <summary>All cells of a matrix without gaps, as memory that can be kept.</summary>
    internal Memory<T> AsMemory() => IsContiguous ? cells.AsMemory(offset, Rows * Columns)
        : throw new InvalidOperationException($"a {Rows} × {Columns} view with row distance {Stride} has gaps");

    /// <summary>A view of <paramref name="count"/> rows from row <paramref name="start"/> on.</summary>
    public Matrix<T> RowRange(int start, int count)
    {
        if ((uint)start > (uint)Rows || (uint)count > (uint)(Rows - start)) ThrowOutside(start + count, 0);
        return new Matrix<T>(cells, offset + start * Stride, count, Columns, Stride);
    }

    /// <summary>A view of <paramref name="count"/> columns from column <paramref name="start"/> on.</summary>
    public Matrix<T> ColumnRange(int start, int count)
    {
        if ((uint)start > (uint)Columns || (uint)count > (uint)(Columns - start)) ThrowOutside(0, start + count);
        return new Matrix<T>(cells, offset + start, Rows, count, Stride);
    }

    /// <summary>A view, rows × columns, of the cells of a matrix without gaps from cell <paramref name="start"/> on.</summary>
    internal Matrix<T> Reshape(int start, int rows, int columns)
    {
        if (!IsContiguous || start < 0 || start + (long)rows * columns > (long)Rows * Columns) ThrowOutside(rows, columns);
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
            System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<T, TOther>(Row(i), converted.Row(i));
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
        if (Rows != rows || Columns != columns)
            throw new ArgumentException($"the matrix is {Rows} × {Columns}, but {rows} × {columns} is needed here ({what})");
    }

    /// <summary>The first cell, for kernels; valid also for an empty view.</summary>
    internal ref T Origin => ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(cells), offset);

    private const int CacheLine = 64;

    private static unsafe (T[] Cells, int Offset) AllocateAligned(int length)
    {
        var cells = GC.AllocateArray<T>(length + CacheLine / sizeof(T), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref cells[0]);
        return (cells, (int)((CacheLine - address % CacheLine) % CacheLine) / sizeof(T));
    }

    private void ThrowOutside(int i, int j) =>
        throw new ArgumentOutOfRangeException($"({i}, {j}) is outside a {Rows} × {Columns} matrix");
}
