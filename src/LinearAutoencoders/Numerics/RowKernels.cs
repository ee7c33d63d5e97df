using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>Products of a matrix with one vector, for factorisations: rows · x, and a sum of multiples of rows.</summary>
/// <remarks>
///   Four rows at a time: one load of the vector then serves four rows, and the loops run at the speed of the cache that
///   holds the rows. The bits are those of one row at a time, whatever the width of the vector registers.
/// </remarks>
internal static class RowKernels
{
    /// <summary>
    /// products[i] = ⟨row i, x⟩, the same bits as <see cref="Vectors.Dot{T}(ReadOnlySpan{T}, ReadOnlySpan{T})"/>.
    /// </summary>
    /// <param name="rows">r × n.</param>
    /// <param name="x">n values.</param>
    /// <param name="products">r values, overwritten.</param>
    public static void Dots(Matrix<double> rows, ReadOnlySpan<double> x, Span<double> products)
    {
        Debug.Assert(x.Length == rows.Columns && products.Length == rows.Rows);
        ref var vector = ref MemoryMarshal.GetReference(x);
        var i = 0;
        for (; i + 4 <= rows.Rows; i += 4)
        {
            ref var first = ref Unsafe.Add(ref rows.Origin, i * rows.Stride);
            FourDots(ref first, rows.Stride, ref vector, x.Length, ref products[i]);
        }
        for (; i < rows.Rows; i++) products[i] = Vectors.Dot(rows.Row(i), x);
    }

    /// <summary>y += sumᵢ coefficients[i] · row i, the rows in order, each by a fused multiply-add.</summary>
    /// <param name="coefficients">r values.</param>
    /// <param name="rows">r × n.</param>
    /// <param name="y">n values, added to.</param>
    public static void AddRows(ReadOnlySpan<double> coefficients, Matrix<double> rows, Span<double> y)
    {
        Debug.Assert(coefficients.Length == rows.Rows && y.Length == rows.Columns);
        ref var target = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i + 4 <= rows.Rows; i += 4)
        {
            ref var first = ref Unsafe.Add(ref rows.Origin, i * rows.Stride);
            AddFourRows(coefficients.Slice(i, 4), ref first, rows.Stride, ref target, y.Length);
        }
        for (; i < rows.Rows; i++)
            AddRow(coefficients[i], ref Unsafe.Add(ref rows.Origin, i * rows.Stride), ref target, y.Length);
    }

    /// <summary>y += coefficient · x.</summary>
    public static void Add(double coefficient, ReadOnlySpan<double> x, Span<double> y)
    {
        Debug.Assert(x.Length == y.Length);
        AddRow(coefficient, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), y.Length);
    }

    /// <summary>sum += row, in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWidened(ReadOnlySpan<float> row, Span<double> sum)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(row);
        var total = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (var j = 0; j < x.Length && 2 * j + 1 < total.Length; j++)
        {
            Vector.Widen(x[j], out var low, out var high);
            total[2 * j] += low;
            total[2 * j + 1] += high;
        }
        for (var j = x.Length * Vector<float>.Count; j < row.Length; j++) sum[j] += row[j];
    }

    /// <summary>x *= factor.</summary>
    public static void Scale(double factor, Span<double> x)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(x);
        for (var i = 0; i < vectors.Length; i++) vectors[i] *= factor;
        for (var i = vectors.Length * Vector<double>.Count; i < x.Length; i++) x[i] *= factor;
    }

    private static void FourDots(ref double first, int stride, ref double x, int length, ref double products)
    {
        ref var second = ref Unsafe.Add(ref first, stride);
        ref var third = ref Unsafe.Add(ref second, stride);
        ref var fourth = ref Unsafe.Add(ref third, stride);
        Vector256<double> firstLow = default, firstHigh = default, secondLow = default, secondHigh = default;
        Vector256<double> thirdLow = default, thirdHigh = default, fourthLow = default, fourthHigh = default;
        nuint i = 0;
        for (; i + 8 <= (nuint)length; i += 8)
        {
            var low = Vector256.LoadUnsafe(ref x, i);
            var high = Vector256.LoadUnsafe(ref x, i + 4);
            firstLow = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, i), low, firstLow);
            firstHigh = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref first, i + 4), high, firstHigh);
            secondLow = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref second, i), low, secondLow);
            secondHigh = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref second, i + 4), high, secondHigh);
            thirdLow = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref third, i), low, thirdLow);
            thirdHigh = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref third, i + 4), high, thirdHigh);
            fourthLow = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref fourth, i), low, fourthLow);
            fourthHigh = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref fourth, i + 4), high, fourthHigh);
        }
        var rest = length - (int)i;
        ref var xRest = ref Unsafe.Add(ref x, i);
        products = SumLanes(firstLow, firstHigh, ref Unsafe.Add(ref first, i), ref xRest, rest);
        Unsafe.Add(ref products, 1) = SumLanes(secondLow, secondHigh, ref Unsafe.Add(ref second, i), ref xRest, rest);
        Unsafe.Add(ref products, 2) = SumLanes(thirdLow, thirdHigh, ref Unsafe.Add(ref third, i), ref xRest, rest);
        Unsafe.Add(ref products, 3) = SumLanes(fourthLow, fourthHigh, ref Unsafe.Add(ref fourth, i), ref xRest, rest);
    }

    /// <summary>
    /// Adds the last, fewer than eight products to their partial sums, and the eight sums in the order of Vectors.Dot.
    /// </summary>
    private static double SumLanes(Vector256<double> low, Vector256<double> high, ref double row, ref double x, int rest)
    {
        Span<double> sums = stackalloc double[8];
        low.CopyTo(sums);
        high.CopyTo(sums[4..]);
        for (var i = 0; i < rest; i++)
            sums[i] = double.FusedMultiplyAdd(Unsafe.Add(ref row, i), Unsafe.Add(ref x, i), sums[i]);
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    private static void AddFourRows(ReadOnlySpan<double> coefficients, ref double first, int stride, ref double y, int length)
    {
        ref var second = ref Unsafe.Add(ref first, stride);
        ref var third = ref Unsafe.Add(ref second, stride);
        ref var fourth = ref Unsafe.Add(ref third, stride);
        double c0 = coefficients[0], c1 = coefficients[1], c2 = coefficients[2], c3 = coefficients[3];
        Vector<double> v0 = new(c0), v1 = new(c1), v2 = new(c2), v3 = new(c3);
        nuint i = 0, width = (nuint)Vector<double>.Count;
        for (; i + width <= (nuint)length; i += width)
        {
            var sum = Vector.LoadUnsafe(ref y, i);
            sum = Vector.FusedMultiplyAdd(v0, Vector.LoadUnsafe(ref first, i), sum);
            sum = Vector.FusedMultiplyAdd(v1, Vector.LoadUnsafe(ref second, i), sum);
            sum = Vector.FusedMultiplyAdd(v2, Vector.LoadUnsafe(ref third, i), sum);
            sum = Vector.FusedMultiplyAdd(v3, Vector.LoadUnsafe(ref fourth, i), sum);
            sum.StoreUnsafe(ref y, i);
        }
        for (; i < (nuint)length; i++)
        {
            var sum = Unsafe.Add(ref y, i);
            sum = double.FusedMultiplyAdd(c0, Unsafe.Add(ref first, i), sum);
            sum = double.FusedMultiplyAdd(c1, Unsafe.Add(ref second, i), sum);
            sum = double.FusedMultiplyAdd(c2, Unsafe.Add(ref third, i), sum);
            Unsafe.Add(ref y, i) = double.FusedMultiplyAdd(c3, Unsafe.Add(ref fourth, i), sum);
        }
    }

    private static void AddRow(double coefficient, ref double row, ref double y, int length)
    {
        var factor = new Vector<double>(coefficient);
        nuint i = 0, width = (nuint)Vector<double>.Count;
        for (; i + width <= (nuint)length; i += width)
            Vector.FusedMultiplyAdd(factor, Vector.LoadUnsafe(ref row, i), Vector.LoadUnsafe(ref y, i)).StoreUnsafe(ref y, i);
        for (; i < (nuint)length; i++)
            Unsafe.Add(ref y, i) = double.FusedMultiplyAdd(coefficient, Unsafe.Add(ref row, i), Unsafe.Add(ref y, i));
    }
}
