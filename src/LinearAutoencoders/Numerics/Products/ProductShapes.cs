using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>The checks of the operands of every product.</summary>
internal static class ProductShapes
{
    /// <summary>Throws, naming both operands, unless their inner sizes agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require<T>(in Operand<T> a, in Operand<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows) ThrowInner(in a, in b);
    }

    /// <summary>Throws, naming both shapes, unless the result is rows × columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireResult<T>(Matrix<T> c, int rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (c.Rows != rows || c.Columns != columns) ThrowResult(c.Rows, c.Columns, rows, columns);
    }

    // The operands as the caller gave them, and what would fit: rows × inner and inner × columns as they are multiplied.
    [DoesNotReturn]
    private static void ThrowInner<T>(in Operand<T> a, in Operand<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var product = a.IsTransposed ? "aᵀ · b" : b.IsTransposed ? "a · bᵀ" : "a · b";
        var inner = b.IsTransposed ? "columns" : "rows";
        throw new ArgumentException(
            Invariant($"a is {Shape(a.Rows, a.Columns, a.IsTransposed)} but b has {b.Rows} {inner}; ")
            + Invariant($"{product} needs a b of {Shape(a.Columns, b.Columns, b.IsTransposed)}, ")
            + Invariant($"or an a of {Shape(a.Rows, b.Rows, a.IsTransposed)}"));
    }

    private static string Shape(int rows, int columns, bool transposed) =>
        transposed ? Invariant($"{columns} × {rows}") : Invariant($"{rows} × {columns}");

    [DoesNotReturn]
    private static void ThrowResult(int rows, int columns, int neededRows, int neededColumns) => throw new ArgumentException(
        Invariant($"the result is {rows} × {columns} but the product is {neededRows} × {neededColumns}; ")
        + "pass a matrix of that shape");
}
