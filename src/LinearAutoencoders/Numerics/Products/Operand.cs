using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>A factor of a product: a matrix, the transpose of one, or one that is packed already.</summary>
/// <remarks>It has its cells by reference: to have their address one must fix them, and what is fixed stays alive.</remarks>
internal readonly ref struct Operand<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Operand(
        ref T origin, int rows, int columns, nint rowStep, nint columnStep, bool transposed = false, bool packed = false)
    {
        Origin = ref origin;
        Rows = rows;
        Columns = columns;
        RowStep = rowStep;
        ColumnStep = columnStep;
        IsTransposed = transposed;
        IsPacked = packed;
    }

    /// <summary>Cell (i, j) lies i · RowStep + j · ColumnStep further on, unless the operand is packed.</summary>
    public readonly ref T Origin;

    public int Rows { get; }

    public int Columns { get; }

    public nint RowStep { get; }

    public nint ColumnStep { get; }

    public bool IsTransposed { get; }

    public bool IsPacked { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Operand<T> Of(Matrix<T> matrix) => new(ref matrix.Origin, matrix.Rows, matrix.Columns, matrix.Stride, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Operand<T> Transposed(Matrix<T> matrix) =>
        new(ref matrix.Origin, matrix.Columns, matrix.Rows, 1, matrix.Stride, transposed: true);

    public static Operand<T> Packed(PackedMatrix<T> matrix) =>
        new(ref matrix.Origin, matrix.Rows, matrix.Columns, 0, 0, packed: true);
}
