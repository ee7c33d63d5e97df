using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Numerics;

/// <summary>New matrices from cells that are there already; they are copied.</summary>
/// <remarks>To view an array without copying it, see <see cref="Matrix{T}(int, int, T[])"/>.</remarks>
public static class Matrix
{
    /// <summary>A matrix of the given cells, row after row.</summary>
    /// <exception cref="ArgumentException">There are not rows · columns of them.</exception>
    public static Matrix<T> FromRows<T>(int rows, int columns, ReadOnlySpan<T> rowMajor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Matrix<T>.RequireFilled(rowMajor.Length, rows, columns);
        var matrix = new Matrix<T>(rows, columns);
        rowMajor.CopyTo(matrix.AsSpan());
        return matrix;
    }

    /// <summary>A matrix of the given cells: <c>Matrix.FromArray(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } })</c>.</summary>
    public static Matrix<T> FromArray<T>(T[,] cells) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(cells);
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        if (cells.Length == 0) return new Matrix<T>(rows, columns);
        ref var first = ref cells[cells.GetLowerBound(0), cells.GetLowerBound(1)];
        return FromRows<T>(rows, columns, MemoryMarshal.CreateReadOnlySpan(ref first, cells.Length));
    }
}
