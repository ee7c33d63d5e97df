using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LinearAutoencoders.Numerics;

/// <summary>Where one tile's operands lie. Distances count elements.</summary>
/// <remarks>
///   a (rows × inner): cell (i, p) at A[i·ARow + p·AInner], so packed, row-major and transposed operands are all one
///   b (inner × vectors of columns): row p at B[p·BInner], the columns side by side
///   the sums start from Start (row distance StartRow) and end in C (row distance CRow); the two may be the same cells
/// </remarks>
internal unsafe struct TileOperands<T> where T : unmanaged
{
    public T* A, B, Start, C;
    public nint ARow, AInner, BInner, StartRow, CRow;
    public int Inner;

    /// <summary>How far behind b lies what the first step prefetches, and how far behind that what the next does; 0: nothing new.</summary>
    public nint Ahead, AheadStep;
}

/// <summary>The register tile of every product: c = start + a · b for up to 8 rows and up to 3 vectors of columns.</summary>
/// <remarks>
///   Each cell sums in the order of p, starting from what it held: neither the tile's size nor the width of a vector shows in
///   the bits. 8 × 3 sums are 24 of AVX-512's 32 registers; a step is 24 multiply-adds for 11 loads, where the ports allow 24
///   loads, so operands may come from the second-level cache. 8 rows divide what the project multiplies (20, 40, 100, 200, ...)
///   with remainders of 4, whose 12 sums still hide the latency of a multiply-add; 12 × 2 leaves 8, which do not.
/// </remarks>
internal static unsafe class Tile<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    /// <summary>Vectors of columns in a full tile.</summary>
    public const int Vectors = 3;

    public static int Rows => TLanes.TileRows;

    public static int Columns => Vectors * TLanes.Count;

    /// <summary>Runs the tile of this size; rows is 1 .. Rows and vectors 1 .. Vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int rows, int vectors, in TileOperands<T> operands)
    {
        switch (rows)
        {
            case 1: Run<One>(vectors, in operands); break;
            case 2: Run<Two>(vectors, in operands); break;
            case 3: Run<Three>(vectors, in operands); break;
            case 4: Run<Four>(vectors, in operands); break;
            case 5: Run<Five>(vectors, in operands); break;
            case 6: Run<Six>(vectors, in operands); break;
            case 7: Run<Seven>(vectors, in operands); break;
            default: Run<Eight>(vectors, in operands); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TRows>(int vectors, in TileOperands<T> operands) where TRows : struct, ISize
    {
        switch (vectors)
        {
            case 1: Accumulate<TRows, One>(in operands); break;
            case 2: Accumulate<TRows, Two>(in operands); break;
            default: Accumulate<TRows, Three>(in operands); break;
        }
    }

    /// <summary>The one source of all sizes: what lies beyond the tile's rows and vectors folds away.</summary>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows, TVectors>(in TileOperands<T> operands)
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        TVector c10 = default, c11 = default, c12 = default;
        TVector c20 = default, c21 = default, c22 = default;
        TVector c30 = default, c31 = default, c32 = default;
        TVector c40 = default, c41 = default, c42 = default;
        TVector c50 = default, c51 = default, c52 = default;
        TVector c60 = default, c61 = default, c62 = default;
        TVector c70 = default, c71 = default, c72 = default;
        var start = operands.Start;
        var startRow = operands.StartRow;
        Load<TVectors>(start, out var c00, out var c01, out var c02);
        if (TRows.Value > 1) Load<TVectors>(start + startRow, out c10, out c11, out c12);
        if (TRows.Value > 2) Load<TVectors>(start + 2 * startRow, out c20, out c21, out c22);
        if (TRows.Value > 3) Load<TVectors>(start + 3 * startRow, out c30, out c31, out c32);
        if (TRows.Value > 4) Load<TVectors>(start + 4 * startRow, out c40, out c41, out c42);
        if (TRows.Value > 5) Load<TVectors>(start + 5 * startRow, out c50, out c51, out c52);
        if (TRows.Value > 6) Load<TVectors>(start + 6 * startRow, out c60, out c61, out c62);
        if (TRows.Value > 7) Load<TVectors>(start + 7 * startRow, out c70, out c71, out c72);

        // Seven distances rather than one pointer a row: with the two operands, what is fetched ahead, their steps and
        // the counter that makes fourteen general registers, and only three of them change in a step.
        var a = operands.A;
        var b = operands.B;
        nint row1 = operands.ARow, row2 = 2 * row1, row3 = 3 * row1, row4 = 4 * row1;
        nint row5 = 5 * row1, row6 = 6 * row1, row7 = 7 * row1;
        var stepA = operands.AInner;
        var stepB = operands.BInner;
        var ahead = b + operands.Ahead;
        var stepAhead = operands.AheadStep;
        for (var left = operands.Inner; left > 0; left--)
        {
            Load<TVectors>(b, out var b0, out var b1, out var b2);
            if (Sse.IsSupported) Sse.Prefetch1(ahead);
            MultiplyAdd<TVectors>(a, b0, b1, b2, ref c00, ref c01, ref c02);
            if (TRows.Value > 1) MultiplyAdd<TVectors>(a + row1, b0, b1, b2, ref c10, ref c11, ref c12);
            if (TRows.Value > 2) MultiplyAdd<TVectors>(a + row2, b0, b1, b2, ref c20, ref c21, ref c22);
            if (TRows.Value > 3) MultiplyAdd<TVectors>(a + row3, b0, b1, b2, ref c30, ref c31, ref c32);
            if (TRows.Value > 4) MultiplyAdd<TVectors>(a + row4, b0, b1, b2, ref c40, ref c41, ref c42);
            if (TRows.Value > 5) MultiplyAdd<TVectors>(a + row5, b0, b1, b2, ref c50, ref c51, ref c52);
            if (TRows.Value > 6) MultiplyAdd<TVectors>(a + row6, b0, b1, b2, ref c60, ref c61, ref c62);
            if (TRows.Value > 7) MultiplyAdd<TVectors>(a + row7, b0, b1, b2, ref c70, ref c71, ref c72);
            a += stepA;
            b += stepB;
            ahead += stepAhead;
        }

        var c = operands.C;
        var cRow = operands.CRow;
        Store<TVectors>(c, c00, c01, c02);
        if (TRows.Value > 1) Store<TVectors>(c + cRow, c10, c11, c12);
        if (TRows.Value > 2) Store<TVectors>(c + 2 * cRow, c20, c21, c22);
        if (TRows.Value > 3) Store<TVectors>(c + 3 * cRow, c30, c31, c32);
        if (TRows.Value > 4) Store<TVectors>(c + 4 * cRow, c40, c41, c42);
        if (TRows.Value > 5) Store<TVectors>(c + 5 * cRow, c50, c51, c52);
        if (TRows.Value > 6) Store<TVectors>(c + 6 * cRow, c60, c61, c62);
        if (TRows.Value > 7) Store<TVectors>(c + 7 * cRow, c70, c71, c72);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TVectors>(T* source, out TVector v0, out TVector v1, out TVector v2) where TVectors : struct, ISize
    {
        Unsafe.SkipInit(out v1);
        Unsafe.SkipInit(out v2);
        v0 = TLanes.Load(source);
        if (TVectors.Value > 1) v1 = TLanes.Load(source + TLanes.Count);
        if (TVectors.Value > 2) v2 = TLanes.Load(source + 2 * TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(
        T* a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2) where TVectors : struct, ISize
    {
        var factor = TLanes.Broadcast(a);
        c0 = TLanes.MultiplyAdd(factor, b0, c0);
        if (TVectors.Value > 1) c1 = TLanes.MultiplyAdd(factor, b1, c1);
        if (TVectors.Value > 2) c2 = TLanes.MultiplyAdd(factor, b2, c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(T* destination, TVector v0, TVector v1, TVector v2) where TVectors : struct, ISize
    {
        TLanes.Store(v0, destination);
        if (TVectors.Value > 1) TLanes.Store(v1, destination + TLanes.Count);
        if (TVectors.Value > 2) TLanes.Store(v2, destination + 2 * TLanes.Count);
    }
}
