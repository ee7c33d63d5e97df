using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Numerics;

/// <summary>Products of one sparse row s with a matrix that has a row for each column of s.</summary>
/// <remarks>
///   Two registers of results at a time, then one. The results of a row are four sums each, of every fourth cell: a
///   multiply-add would otherwise wait for the one before it. So the bits do not depend on the width of the registers.
/// </remarks>
internal static unsafe class SparseTile<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
{
    /// <summary>y = start + s·w.</summary>
    public static void Multiply(in SparseRow<T> s, T* w, nint wRow, T* start, T* y, int width)
    {
        var j = 0;
        for (; j + 2 * TLanes.Count <= width; j += 2 * TLanes.Count) MultiplyTwo(in s, w + j, wRow, start + j, y + j);
        for (; j < width; j += TLanes.Count) MultiplyOne(in s, w + j, wRow, start + j, y + j);
    }

    /// <summary>sum += sᵀ·y.</summary>
    public static void AddTransposed(in SparseRow<T> s, T* y, T* sum, nint sumRow, int width)
    {
        var j = 0;
        for (; j + 2 * TLanes.Count <= width; j += 2 * TLanes.Count) AddTwo(in s, y + j, sum + j, sumRow);
        for (; j < width; j += TLanes.Count) AddOne(in s, y + j, sum + j, sumRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyOne(in SparseRow<T> s, T* w, nint wRow, T* start, T* y)
    {
        TVector sum0 = TLanes.Load(start), sum1 = default, sum2 = default, sum3 = default;
        var column = s.Columns;
        var value = s.Values;
        var end = value + s.Count;
        for (; value + 4 <= end; value += 4, column += 4)
        {
            sum0 = TLanes.MultiplyAdd(TLanes.Broadcast(value), TLanes.Load(w + column[0] * wRow), sum0);
            sum1 = TLanes.MultiplyAdd(TLanes.Broadcast(value + 1), TLanes.Load(w + column[1] * wRow), sum1);
            sum2 = TLanes.MultiplyAdd(TLanes.Broadcast(value + 2), TLanes.Load(w + column[2] * wRow), sum2);
            sum3 = TLanes.MultiplyAdd(TLanes.Broadcast(value + 3), TLanes.Load(w + column[3] * wRow), sum3);
        }
        for (; value < end; value++, column++)
            sum0 = TLanes.MultiplyAdd(TLanes.Broadcast(value), TLanes.Load(w + column[0] * wRow), sum0);
        TLanes.Store(Add(Add(sum0, sum1), Add(sum2, sum3)), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTwo(in SparseRow<T> s, T* w, nint wRow, T* start, T* y)
    {
        TVector left0 = TLanes.Load(start), left1 = default, left2 = default, left3 = default;
        TVector right0 = TLanes.Load(start + TLanes.Count), right1 = default, right2 = default, right3 = default;
        var column = s.Columns;
        var value = s.Values;
        var end = value + s.Count;
        for (; value + 4 <= end; value += 4, column += 4)
        {
            MultiplyAddTwo(value, w + column[0] * wRow, ref left0, ref right0);
            MultiplyAddTwo(value + 1, w + column[1] * wRow, ref left1, ref right1);
            MultiplyAddTwo(value + 2, w + column[2] * wRow, ref left2, ref right2);
            MultiplyAddTwo(value + 3, w + column[3] * wRow, ref left3, ref right3);
        }
        for (; value < end; value++, column++) MultiplyAddTwo(value, w + column[0] * wRow, ref left0, ref right0);
        TLanes.Store(Add(Add(left0, left1), Add(left2, left3)), y);
        TLanes.Store(Add(Add(right0, right1), Add(right2, right3)), y + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(in SparseRow<T> s, T* y, T* sum, nint sumRow)
    {
        var factor = TLanes.Load(y);
        var column = s.Columns;
        var value = s.Values;
        for (var end = value + s.Count; value < end; value++, column++)
        {
            var cell = sum + *column * sumRow;
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(value), factor, TLanes.Load(cell)), cell);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwo(in SparseRow<T> s, T* y, T* sum, nint sumRow)
    {
        var (left, right) = (TLanes.Load(y), TLanes.Load(y + TLanes.Count));
        var column = s.Columns;
        var value = s.Values;
        for (var end = value + s.Count; value < end; value++, column++)
        {
            var cell = sum + *column * sumRow;
            var factor = TLanes.Broadcast(value);
            TLanes.Store(TLanes.MultiplyAdd(factor, left, TLanes.Load(cell)), cell);
            TLanes.Store(TLanes.MultiplyAdd(factor, right, TLanes.Load(cell + TLanes.Count)), cell + TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddTwo(T* value, T* row, ref TVector left, ref TVector right)
    {
        var factor = TLanes.Broadcast(value);
        left = TLanes.MultiplyAdd(factor, TLanes.Load(row), left);
        right = TLanes.MultiplyAdd(factor, TLanes.Load(row + TLanes.Count), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector x, TVector y)
    {
        var one = T.One;
        return TLanes.MultiplyAdd(TLanes.Broadcast(&one), x, y);
    }
}
