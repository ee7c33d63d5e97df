using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>The tile of narrow products for registers that hold all partial sums of a cell: 4 × 6 or 5 × 5 cells.</summary>
/// <remarks>
///   Both operands are read along their rows, where they lie. A step is a vector of every row and a multiply-add for every
///   cell: 25 for 10 loads, with 31 of AVX-512's 32 registers.
/// </remarks>
internal readonly unsafe struct NarrowTile<T, TVector, TLanes> : INarrowTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    public static int Rows => 5;

    // With one vector more for each column, and one for the row, 31 registers.
    public static int Columns(int rows) => rows <= 4 ? 6 : 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int rows, int columns, in NarrowOperands<T> operands, T* sums)
    {
        switch (rows)
        {
            case 1: Run<One>(columns, in operands, sums); break;
            case 2: Run<Two>(columns, in operands, sums); break;
            case 3: Run<Three>(columns, in operands, sums); break;
            case 4: Run<Four>(columns, in operands, sums); break;
            default: Run<Five>(columns, in operands, sums); break;
        }
    }

    private static void Run<TRows>(int columns, in NarrowOperands<T> operands, T* sums) where TRows : struct, ISize
    {
        switch (columns)
        {
            case 1: Sum<TRows, One>(in operands, sums); break;
            case 2: Sum<TRows, Two>(in operands, sums); break;
            case 3: Sum<TRows, Three>(in operands, sums); break;
            case 4: Sum<TRows, Four>(in operands, sums); break;
            case 5: Sum<TRows, Five>(in operands, sums); break;
            default: Sum<TRows, Six>(in operands, sums); break;
        }
    }

    /// <summary>The one source of all sizes: what lies beyond the tile's rows and columns folds away.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRows, TColumns>(in NarrowOperands<T> operands, T* sums)
        where TRows : struct, ISize
        where TColumns : struct, ISize
    {
        TVector c00 = default, c01 = default, c02 = default, c03 = default, c04 = default, c05 = default;
        TVector c10 = default, c11 = default, c12 = default, c13 = default, c14 = default, c15 = default;
        TVector c20 = default, c21 = default, c22 = default, c23 = default, c24 = default, c25 = default;
        TVector c30 = default, c31 = default, c32 = default, c33 = default, c34 = default, c35 = default;
        TVector c40 = default, c41 = default, c42 = default, c43 = default, c44 = default, c45 = default;
        var aRow = operands.ARow;
        var bRow = operands.BRow;
        T* a0 = operands.A, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow;
        T* from0 = operands.B, from1 = from0 + bRow, from2 = from1 + bRow;
        T* from3 = from2 + bRow, from4 = from3 + bRow, from5 = from4 + bRow;
        nint p = 0, whole = operands.Inner - Interleaving<T>.Sums;
        for (; p <= whole; p += Interleaving<T>.Sums)
        {
            TVector b0 = TLanes.Load(from0 + p), b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
            if (TColumns.Value > 1) b1 = TLanes.Load(from1 + p);
            if (TColumns.Value > 2) b2 = TLanes.Load(from2 + p);
            if (TColumns.Value > 3) b3 = TLanes.Load(from3 + p);
            if (TColumns.Value > 4) b4 = TLanes.Load(from4 + p);
            if (TColumns.Value > 5) b5 = TLanes.Load(from5 + p);
            Add<TColumns>(a0 + p, 0, b0, b1, b2, b3, b4, b5, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
            if (TRows.Value > 1)
                Add<TColumns>(a1 + p, 0, b0, b1, b2, b3, b4, b5, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
            if (TRows.Value > 2)
                Add<TColumns>(a2 + p, 0, b0, b1, b2, b3, b4, b5, ref c20, ref c21, ref c22, ref c23, ref c24, ref c25);
            if (TRows.Value > 3)
                Add<TColumns>(a3 + p, 0, b0, b1, b2, b3, b4, b5, ref c30, ref c31, ref c32, ref c33, ref c34, ref c35);
            if (TRows.Value > 4)
                Add<TColumns>(a4 + p, 0, b0, b1, b2, b3, b4, b5, ref c40, ref c41, ref c42, ref c43, ref c44, ref c45);
        }

        // What is left are the last lanes of a step that ends with the rows; its first lanes were summed before.
        var done = (int)(p - whole);
        if (done < Interleaving<T>.Sums)
        {
            p = whole;
            TVector b0 = TLanes.From(done, TLanes.Load(from0 + p)), b1 = default, b2 = default;
            TVector b3 = default, b4 = default, b5 = default;
            if (TColumns.Value > 1) b1 = TLanes.From(done, TLanes.Load(from1 + p));
            if (TColumns.Value > 2) b2 = TLanes.From(done, TLanes.Load(from2 + p));
            if (TColumns.Value > 3) b3 = TLanes.From(done, TLanes.Load(from3 + p));
            if (TColumns.Value > 4) b4 = TLanes.From(done, TLanes.Load(from4 + p));
            if (TColumns.Value > 5) b5 = TLanes.From(done, TLanes.Load(from5 + p));
            Add<TColumns>(a0 + p, done, b0, b1, b2, b3, b4, b5, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
            if (TRows.Value > 1)
                Add<TColumns>(a1 + p, done, b0, b1, b2, b3, b4, b5, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
            if (TRows.Value > 2)
                Add<TColumns>(a2 + p, done, b0, b1, b2, b3, b4, b5, ref c20, ref c21, ref c22, ref c23, ref c24, ref c25);
            if (TRows.Value > 3)
                Add<TColumns>(a3 + p, done, b0, b1, b2, b3, b4, b5, ref c30, ref c31, ref c32, ref c33, ref c34, ref c35);
            if (TRows.Value > 4)
                Add<TColumns>(a4 + p, done, b0, b1, b2, b3, b4, b5, ref c40, ref c41, ref c42, ref c43, ref c44, ref c45);
        }

        Store<TColumns>(sums, c00, c01, c02, c03, c04, c05);
        if (TRows.Value > 1) Store<TColumns>(sums + 1 * TColumns.Value * Interleaving<T>.Sums, c10, c11, c12, c13, c14, c15);
        if (TRows.Value > 2) Store<TColumns>(sums + 2 * TColumns.Value * Interleaving<T>.Sums, c20, c21, c22, c23, c24, c25);
        if (TRows.Value > 3) Store<TColumns>(sums + 3 * TColumns.Value * Interleaving<T>.Sums, c30, c31, c32, c33, c34, c35);
        if (TRows.Value > 4) Store<TColumns>(sums + 4 * TColumns.Value * Interleaving<T>.Sums, c40, c41, c42, c43, c44, c45);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TColumns>(
        T* row, int first, TVector b0, TVector b1, TVector b2, TVector b3, TVector b4, TVector b5,
        ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3, ref TVector c4, ref TVector c5)
        where TColumns : struct, ISize
    {
        var a = TLanes.From(first, TLanes.Load(row));
        c0 = TLanes.MultiplyAdd(a, b0, c0);
        if (TColumns.Value > 1) c1 = TLanes.MultiplyAdd(a, b1, c1);
        if (TColumns.Value > 2) c2 = TLanes.MultiplyAdd(a, b2, c2);
        if (TColumns.Value > 3) c3 = TLanes.MultiplyAdd(a, b3, c3);
        if (TColumns.Value > 4) c4 = TLanes.MultiplyAdd(a, b4, c4);
        if (TColumns.Value > 5) c5 = TLanes.MultiplyAdd(a, b5, c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(T* sums, TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5)
        where TColumns : struct, ISize
    {
        TLanes.Store(c0, sums);
        if (TColumns.Value > 1) TLanes.Store(c1, sums + Interleaving<T>.Sums);
        if (TColumns.Value > 2) TLanes.Store(c2, sums + 2 * Interleaving<T>.Sums);
        if (TColumns.Value > 3) TLanes.Store(c3, sums + 3 * Interleaving<T>.Sums);
        if (TColumns.Value > 4) TLanes.Store(c4, sums + 4 * Interleaving<T>.Sums);
        if (TColumns.Value > 5) TLanes.Store(c5, sums + 5 * Interleaving<T>.Sums);
    }
}
