using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// A product of few inner indices that has at most 2 × 2 cells, both factors of which lie along the inner index.
/// </summary>
/// <remarks>
///   Each cell is one chain of multiply-adds, each of which waits for the one before it: 4 cycles an inner index. A tile would
///   wait as long, after it had packed two rows to the width of a register.
/// </remarks>
internal static unsafe class TinyProduct
{
    private const int Size = 2;

    public static bool Suits<T>(in Product<T> product) where T : unmanaged, IFloatingPointIeee754<T> =>
        product.Rows <= Size && product.Columns <= Size && product.AInner == 1 && product.BInner == 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<T>(in Product<T> product) where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Where there is one row or column only, the second repeats the first.
        var row = product.Rows - 1;
        var column = product.Columns - 1;
        T* a0 = product.A, a1 = a0 + row * product.ARow, b0 = product.B, b1 = b0 + column * product.BColumn;
        T* c0 = product.C, c1 = c0 + row * product.CRow;
        T c00 = T.Zero, c01 = T.Zero, c10 = T.Zero, c11 = T.Zero;
        if (product.Accumulate) (c00, c01, c10, c11) = (c0[0], c0[column], c1[0], c1[column]);
        for (var p = 0; p < product.Inner; p++)
        {
            c00 = T.FusedMultiplyAdd(a0[p], b0[p], c00);
            c01 = T.FusedMultiplyAdd(a0[p], b1[p], c01);
            c10 = T.FusedMultiplyAdd(a1[p], b0[p], c10);
            c11 = T.FusedMultiplyAdd(a1[p], b1[p], c11);
        }
        c0[0] = c00;
        c0[column] = c01;
        c1[0] = c10;
        c1[column] = c11;
    }
}
