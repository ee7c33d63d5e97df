using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>Which operand of a product is taken transposed.</summary>
internal enum ProductKind
{
    Plain,
    ByTransposed,
    Transposed,
}

/// <summary>The checks at the door of the products.</summary>
internal static class ProductShapes
{
    /// <summary>Throws, naming both operands, unless their inner sizes agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require<T>(bool fits, ProductKind kind, Matrix<T> a, int bRows, int bColumns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!fits) ThrowInner(kind, a.Rows, a.Columns, bRows, bColumns);
    }

    /// <summary>Throws, naming both shapes, unless the result is rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireResult<T>(Matrix<T> c, int rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (c.Rows != rows || c.Columns != columns) ThrowResult(c.Rows, c.Columns, rows, columns);
    }

    [DoesNotReturn]
    private static void ThrowInner(ProductKind kind, int aRows, int aColumns, int bRows, int bColumns) =>
        throw new ArgumentException(Invariant($"a is {aRows} × {aColumns} but b has ") + kind switch
        {
            ProductKind.Plain => Invariant(
                $"{bRows} rows; a · b needs a b of {aColumns} × {bColumns}, or an a of {aRows} × {bRows}"),
            ProductKind.ByTransposed => Invariant(
                $"{bColumns} columns; a · bᵀ needs a b of {bRows} × {aColumns}, or an a of {aRows} × {bColumns}"),
            _ => Invariant(
                $"{bRows} rows; aᵀ · b needs a b of {aRows} × {bColumns}, or an a of {bRows} × {aColumns}"),
        });

    [DoesNotReturn]
    private static void ThrowResult(int rows, int columns, int neededRows, int neededColumns) => throw new ArgumentException(
        Invariant($"the result is {rows} × {columns} but the product is {neededRows} × {neededColumns}; pass a matrix of that shape"));
}
