using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>
/// The tile of narrow products for registers that hold half of a cell's partial sums or less: up to 2 × 3 cells.
/// </summary>
/// <remarks>
///   A step is two vectors of every row, side by side, and two multiply-adds for every cell: 12 for 10 loads, with 15 of 16
///   registers. Registers that hold less than half of the partial sums pass over the rows several times.
/// </remarks>
internal readonly unsafe struct NarrowPairTile<T, TVector, TLanes> : INarrowTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    public static int Rows => 2;

    public static int Columns(int rows) => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int rows, int columns, in NarrowOperands<T> operands, T* sums)
    {
        for (var lane = 0; lane < Interleaving<T>.Sums; lane += 2 * TLanes.Count)
            if (rows == 1) Run<One>(columns, in operands, lane, sums + lane);
            else Run<Two>(columns, in operands, lane, sums + lane);
    }

    private static void Run<TRows>(int columns, in NarrowOperands<T> operands, int lane, T* sums) where TRows : struct, ISize
    {
        switch (columns)
        {
            case 1: Sum<TRows, One>(in operands, lane, sums); break;
            case 2: Sum<TRows, Two>(in operands, lane, sums); break;
            default: Sum<TRows, Three>(in operands, lane, sums); break;
        }
    }

    /// <summary>Two vectors of the partial sums of each cell, from lane <paramref name="lane"/> on.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRows, TColumns>(in NarrowOperands<T> operands, int lane, T* sums)
        where TRows : struct, ISize
        where TColumns : struct, ISize
    {
        TVector c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        TVector d00 = default, d01 = default, d02 = default, d10 = default, d11 = default, d12 = default;
        T* a0 = operands.A + lane, a1 = a0 + operands.ARow;
        T* b0 = operands.B + lane, b1 = b0 + operands.BRow, b2 = b1 + operands.BRow;
        nint p = 0, whole = operands.Inner - Interleaving<T>.Sums, q;
        for (; p <= whole; p += Interleaving<T>.Sums)
        {
            q = p + TLanes.Count;
            Step<TRows, TColumns>(
                0, a0 + p, a1 + p, b0 + p, b1 + p, b2 + p,
                ref c00, ref c01, ref c02, ref c10, ref c11, ref c12);
            Step<TRows, TColumns>(
                0, a0 + q, a1 + q, b0 + q, b1 + q, b2 + q,
                ref d00, ref d01, ref d02, ref d10, ref d11, ref d12);
        }

        // What is left are the last lanes of a step that ends with the rows; its first lanes were summed before.
        var done = (int)(p - whole) - lane;
        if (done + lane < Interleaving<T>.Sums)
        {
            p = whole;
            q = p + TLanes.Count;
            Step<TRows, TColumns>(
                done, a0 + p, a1 + p, b0 + p, b1 + p, b2 + p,
                ref c00, ref c01, ref c02, ref c10, ref c11, ref c12);
            done -= TLanes.Count;
            Step<TRows, TColumns>(
                done, a0 + q, a1 + q, b0 + q, b1 + q, b2 + q,
                ref d00, ref d01, ref d02, ref d10, ref d11, ref d12);
        }

        Store<TColumns>(sums, c00, c01, c02);
        Store<TColumns>(sums + TLanes.Count, d00, d01, d02);
        if (TRows.Value == 1) return;
        sums += TColumns.Value * Interleaving<T>.Sums;
        Store<TColumns>(sums, c10, c11, c12);
        Store<TColumns>(sums + TLanes.Count, d10, d11, d12);
    }

    /// <summary>Adds the products of one vector of every row, without its lanes before <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows, TColumns>(
        int first, T* a0, T* a1, T* b0, T* b1, T* b2, ref TVector c00, ref TVector c01, ref TVector c02,
        ref TVector c10, ref TVector c11, ref TVector c12)
        where TRows : struct, ISize
        where TColumns : struct, ISize
    {
        TVector x0 = TLanes.From(first, TLanes.Load(a0)), x1 = default;
        if (TRows.Value > 1) x1 = TLanes.From(first, TLanes.Load(a1));
        MultiplyAdd<TRows>(x0, x1, TLanes.From(first, TLanes.Load(b0)), ref c00, ref c10);
        if (TColumns.Value > 1) MultiplyAdd<TRows>(x0, x1, TLanes.From(first, TLanes.Load(b1)), ref c01, ref c11);
        if (TColumns.Value > 2) MultiplyAdd<TRows>(x0, x1, TLanes.From(first, TLanes.Load(b2)), ref c02, ref c12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TRows>(TVector x0, TVector x1, TVector y, ref TVector c0, ref TVector c1)
        where TRows : struct, ISize
    {
        c0 = TLanes.MultiplyAdd(x0, y, c0);
        if (TRows.Value > 1) c1 = TLanes.MultiplyAdd(x1, y, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TColumns>(T* sums, TVector c0, TVector c1, TVector c2) where TColumns : struct, ISize
    {
        TLanes.Store(c0, sums);
        if (TColumns.Value > 1) TLanes.Store(c1, sums + Interleaving<T>.Sums);
        if (TColumns.Value > 2) TLanes.Store(c2, sums + 2 * Interleaving<T>.Sums);
    }
}
