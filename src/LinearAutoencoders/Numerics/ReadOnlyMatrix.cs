using System.Diagnostics;
using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>A view of a <see cref="Matrix{T}"/> that can be read but not written: what is handed out, or only read.</summary>
/// <remarks>
/// Every matrix converts to one, without copying a cell; <see cref="ToMatrix"/> gives a copy that is one's own.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[DebuggerDisplay("{Rows} × {Columns}")]
public readonly struct ReadOnlyMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Views all of a matrix.</summary>
    public ReadOnlyMatrix(Matrix<T> matrix) => Viewed = matrix;

    /// <summary>Number of rows.</summary>
    public int Rows => Viewed.Rows;

    /// <summary>Number of columns.</summary>
    public int Columns => Viewed.Columns;

    /// <summary>The matrix behind, for kernels that do not write.</summary>
    internal Matrix<T> Viewed { get; }

    /// <summary>The cell in row <paramref name="i"/>, column <paramref name="j"/>.</summary>
    public T this[int i, int j] => Viewed[i, j];

    /// <summary>Views all of a matrix.</summary>
    public static implicit operator ReadOnlyMatrix<T>(Matrix<T> matrix) => new(matrix);

    /// <summary>Row <paramref name="i"/>, of length <see cref="Columns"/>.</summary>
    public ReadOnlySpan<T> Row(int i) => Viewed.Row(i);

    /// <summary>A view of <paramref name="count"/> rows from row <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these rows exist.</exception>
    public ReadOnlyMatrix<T> RowRange(int start, int count) => Viewed.RowRange(start, count);

    /// <summary>A view of <paramref name="count"/> columns from column <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of these columns exist.</exception>
    public ReadOnlyMatrix<T> ColumnRange(int start, int count) => Viewed.ColumnRange(start, count);

    /// <summary>Copies every cell to a matrix of the same shape.</summary>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void CopyTo(Matrix<T> destination) => Viewed.CopyTo(destination);

    /// <summary>A new matrix with the same cells.</summary>
    public Matrix<T> ToMatrix() => Viewed.Clone();
}
