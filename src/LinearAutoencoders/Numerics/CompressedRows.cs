using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>Products of a row in compressed form, s, with a matrix that has a row for each column of s.</summary>
/// <remarks>
///   The kernels of <see cref="SparseRow{T}"/> for columns of any number. Eight results at a time, each one chain of multiply-adds in
///   the order of the row's values, whatever the width of the registers.
/// </remarks>
internal static class CompressedRows
{
    /// <summary>Results at a time: the rows of the matrix are padded to a multiple.</summary>
    public const int Lanes = 8;

    /// <summary>y += s·w.</summary>
    /// <param name="columns">The columns of s that have a value.</param>
    /// <param name="values">The values.</param>
    /// <param name="w">A row for each column, as long as y.</param>
    /// <param name="y">A multiple of eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Matrix<double> w, Span<double> y)
    {
        for (var lane = 0; lane < y.Length; lane += Lanes)
        {
            ref var to = ref y[lane];
            ref var from = ref Unsafe.Add(ref w.Origin, lane);
            var sum = Vector512.LoadUnsafe(ref to);
            for (var i = 0; i < columns.Length && i < values.Length; i++)
            {
                var row = Vector512.LoadUnsafe(ref Unsafe.Add(ref from, (nint)columns[i] * w.Stride));
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(values[i]), row, sum);
            }
            sum.StoreUnsafe(ref to);
        }
    }

    /// <summary>sum += sᵀ·y, where s has values.</summary>
    /// <param name="columns">The columns of s that have a value.</param>
    /// <param name="values">The values.</param>
    /// <param name="y">A multiple of eight.</param>
    /// <param name="sum">A row for each column, as long as y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<double> y, Matrix<double> sum)
    {
        ref var factor = ref MemoryMarshal.GetReference(y);
        for (var i = 0; i < columns.Length && i < values.Length; i++)
        {
            var value = Vector512.Create(values[i]);
            ref var row = ref Unsafe.Add(ref sum.Origin, (nint)columns[i] * sum.Stride);
            for (var lane = 0; lane < y.Length; lane += Lanes)
            {
                ref var cell = ref Unsafe.Add(ref row, lane);
                var added = Vector512.FusedMultiplyAdd(
                    value, Vector512.LoadUnsafe(ref Unsafe.Add(ref factor, lane)), Vector512.LoadUnsafe(ref cell));
                added.StoreUnsafe(ref cell);
            }
        }
    }
}
