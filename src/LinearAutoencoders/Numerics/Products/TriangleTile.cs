using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LinearAutoencoders.Numerics;

/// <summary>Where the operands of a tile of <see cref="TriangleProduct{T, TVector, TLanes}"/> lie. Distances count elements.</summary>
/// <remarks>
///   A: four rows of the triangle, ARow apart      X, P: rows of the factor and of the product, Row apart, of the same columns
///   Factors: of the first row of X the four cells that A's rows are multiplied by, those of the others Row apart
///   Sums: of each row of X four times <see cref="Interleaving{T}.Sums"/> partial sums, added to
/// </remarks>
internal unsafe struct TriangleOperands<T> where T : unmanaged
{
    public T* A, X, P, Factors, Sums;
    public nint ARow, Row;

    /// <summary>How far behind a cell of A lies what is prefetched with it; 0: nothing new.</summary>
    public nint Ahead;

    /// <summary>A multiple of <see cref="Interleaving{T}.Sums"/>.</summary>
    public int Columns;
}

/// <summary>The register tile of products with a triangle: four rows of it with up to four rows of X.</summary>
/// <remarks>
///   Each cell A[k, c] serves twice: P[r, c] += X[r, k] · A[k, c], k in order, and the partial sum of (r, k) that column c belongs to
///   takes X[r, c] · A[k, c]. A step of 4 × 4 is 32 multiply-adds for 20 loads, with 30 of 32 registers; where there are 16 it is 4 × 2.
///   Registers that hold less than a cell's partial sums pass over the columns several times. Neither shows in the bits.
/// </remarks>
internal static unsafe class TriangleTile<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    /// <summary>Rows of the triangle in a tile.</summary>
    public const int Height = 4;

    private static int SumRow => Height * Interleaving<T>.Sums;

    /// <summary>Rows of X in a full tile.</summary>
    public static int Rows => TLanes.TileRows / 2;

    /// <summary>Runs the tile of this size; rows is 1 .. Rows.</summary>
    public static void Run(int rows, in TriangleOperands<T> operands)
    {
        for (var lane = 0; lane < Interleaving<T>.Sums; lane += TLanes.Count)
            switch (rows)
            {
                case 1: Accumulate<One>(in operands, lane); break;
                case 2: Accumulate<Two>(in operands, lane); break;
                case 3: Accumulate<Three>(in operands, lane); break;
                default: Accumulate<Four>(in operands, lane); break;
            }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows>(in TriangleOperands<T> operands, int lane) where TRows : struct, ISize
    {
        TVector s10 = default, s11 = default, s12 = default, s13 = default;
        TVector s20 = default, s21 = default, s22 = default, s23 = default;
        TVector s30 = default, s31 = default, s32 = default, s33 = default;
        T* sums = operands.Sums + lane;
        Load(sums, out var s00, out var s01, out var s02, out var s03);
        if (TRows.Value > 1) Load(sums + SumRow, out s10, out s11, out s12, out s13);
        if (TRows.Value > 2) Load(sums + 2 * SumRow, out s20, out s21, out s22, out s23);
        if (TRows.Value > 3) Load(sums + 3 * SumRow, out s30, out s31, out s32, out s33);

        T* a = operands.A + lane, x = operands.X + lane, p = operands.P + lane;
        var factors = operands.Factors;
        nint aRow = operands.ARow, row = operands.Row, ahead = operands.Ahead;
        // Half of the factors of a 4 × 4 tile: registers for more there are not.
        TVector f10 = default, f11 = default, f12 = default, f13 = default;
        Broadcast(factors, out var f00, out var f01, out var f02, out var f03);
        if (TRows.Value > 1) Broadcast(factors + row, out f10, out f11, out f12, out f13);
        for (var left = operands.Columns; left > 0; left -= Interleaving<T>.Sums)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(a + ahead);
                Sse.Prefetch0(a + ahead + aRow);
                Sse.Prefetch0(a + ahead + 2 * aRow);
                Sse.Prefetch0(a + ahead + 3 * aRow);
            }
            TVector a0 = TLanes.Load(a), a1 = TLanes.Load(a + aRow), a2 = TLanes.Load(a + 2 * aRow), a3 = TLanes.Load(a + 3 * aRow);
            Step(x, p, f00, f01, f02, f03, a0, a1, a2, a3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1) Step(x + row, p + row, f10, f11, f12, f13, a0, a1, a2, a3, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2) Step(x + 2 * row, p + 2 * row, factors + 2 * row, a0, a1, a2, a3, ref s20, ref s21, ref s22, ref s23);
            if (TRows.Value > 3) Step(x + 3 * row, p + 3 * row, factors + 3 * row, a0, a1, a2, a3, ref s30, ref s31, ref s32, ref s33);
            a += Interleaving<T>.Sums;
            x += Interleaving<T>.Sums;
            p += Interleaving<T>.Sums;
        }

        Store(sums, s00, s01, s02, s03);
        if (TRows.Value > 1) Store(sums + SumRow, s10, s11, s12, s13);
        if (TRows.Value > 2) Store(sums + 2 * SumRow, s20, s21, s22, s23);
        if (TRows.Value > 3) Store(sums + 3 * SumRow, s30, s31, s32, s33);
    }

    /// <summary>One vector of columns for one row of X.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        T* x, T* p, TVector f0, TVector f1, TVector f2, TVector f3, TVector a0, TVector a1, TVector a2, TVector a3,
        ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        var column = TLanes.Load(x);
        s0 = TLanes.MultiplyAdd(a0, column, s0);
        s1 = TLanes.MultiplyAdd(a1, column, s1);
        s2 = TLanes.MultiplyAdd(a2, column, s2);
        s3 = TLanes.MultiplyAdd(a3, column, s3);
        var product = TLanes.MultiplyAdd(f0, a0, TLanes.Load(p));
        product = TLanes.MultiplyAdd(f1, a1, product);
        product = TLanes.MultiplyAdd(f2, a2, product);
        TLanes.Store(TLanes.MultiplyAdd(f3, a3, product), p);
    }

    /// <summary>The same with factors that come from memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        T* x, T* p, T* factors, TVector a0, TVector a1, TVector a2, TVector a3,
        ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        Broadcast(factors, out var f0, out var f1, out var f2, out var f3);
        Step(x, p, f0, f1, f2, f3, a0, a1, a2, a3, ref s0, ref s1, ref s2, ref s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Broadcast(T* factors, out TVector f0, out TVector f1, out TVector f2, out TVector f3)
    {
        f0 = TLanes.Broadcast(factors);
        f1 = TLanes.Broadcast(factors + 1);
        f2 = TLanes.Broadcast(factors + 2);
        f3 = TLanes.Broadcast(factors + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(T* sums, out TVector s0, out TVector s1, out TVector s2, out TVector s3)
    {
        s0 = TLanes.Load(sums);
        s1 = TLanes.Load(sums + Interleaving<T>.Sums);
        s2 = TLanes.Load(sums + 2 * Interleaving<T>.Sums);
        s3 = TLanes.Load(sums + 3 * Interleaving<T>.Sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* sums, TVector s0, TVector s1, TVector s2, TVector s3)
    {
        TLanes.Store(s0, sums);
        TLanes.Store(s1, sums + Interleaving<T>.Sums);
        TLanes.Store(s2, sums + 2 * Interleaving<T>.Sums);
        TLanes.Store(s3, sums + 3 * Interleaving<T>.Sums);
    }
}
