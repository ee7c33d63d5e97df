using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearAutoencoders.Numerics;

/// <summary>y = A x for a symmetric A of which the upper triangle is read, each cell once.</summary>
/// <remarks>
///   What takes the time is to fetch A, so each cell serves twice: in the sum of its own row and as the mirrored cell
///   of a later one. Large matrices are cut into four groups of rows with a sum each, added in order at the end: four
///   whatever the number of threads, for the bits must not depend on that.
/// </remarks>
internal sealed class SymmetricVectorProduct(int largestSize)
{
    private const int Groups = 4;

    /// <summary>Smaller matrices are one group: waking a thread costs more than it saves.</summary>
    private const int SizeWorthATeam = 192;

    private readonly Matrix<double> sums = new(Groups, largestSize);
    private readonly double[] input = new double[largestSize];

    /// <summary>Computes the product.</summary>
    /// <param name="upper">A, n × n; cells below the diagonal are not read.</param>
    /// <param name="x">n values.</param>
    /// <param name="y">n values, overwritten.</param>
    /// <param name="team">The threads to use.</param>
    public void Multiply(Matrix<double> upper, ReadOnlySpan<double> x, Span<double> y, WorkerTeam team)
    {
        x.CopyTo(input);
        if (x.Length < SizeWorthATeam) new GroupJob(this, upper).Run(0, 1);
        else team.Run(new GroupJob(this, upper), Groups);
        sums.Row(0)[..y.Length].CopyTo(y);
        if (x.Length < SizeWorthATeam) return;
        for (var group = 1; group < Groups; group++)
        {
            var start = GroupStart(group, Groups, y.Length);
            RowKernels.Add(1, sums.Row(group)[start..y.Length], y[start..]);
        }
    }

    /// <summary>First row of a group: the groups have as many cells of the triangle each.</summary>
    internal static int GroupStart(int group, int groups, int size) =>
        size - (int)(size * Math.Sqrt(1 - (double)group / groups));

    private readonly struct GroupJob(SymmetricVectorProduct owner, Matrix<double> upper) : IPartedJob
    {
        public void Run(int group, int groups)
        {
            var size = upper.Rows;
            var sum = owner.sums.Row(group)[..size];
            var x = owner.input.AsSpan(0, size);
            var start = GroupStart(group, groups, size);
            var end = GroupStart(group + 1, groups, size);
            sum[start..].Clear();
            var i = start;
            for (; i + 4 <= end; i += 4) AddRows(i, 4, x, sum);
            for (; i < end; i++) AddRows(i, 1, x, sum);
        }

        /// <summary>Adds what four rows, or one, contribute from their diagonal cells on, as rows and as columns.</summary>
        private void AddRows(int first, int count, ReadOnlySpan<double> x, Span<double> sum)
        {
            var next = first + count;
            for (var i = first; i < next; i++)
            {
                sum[i] = double.FusedMultiplyAdd(upper[i, i], x[i], sum[i]);
                for (var j = i + 1; j < next; j++)
                {
                    sum[i] = double.FusedMultiplyAdd(upper[i, j], x[j], sum[i]);
                    sum[j] = double.FusedMultiplyAdd(upper[i, j], x[i], sum[j]);
                }
            }
            if (next == x.Length) return;
            if (count == 4)
                AddFourRows(
                    ref upper[first, next], upper.Stride, x.Slice(first, 4), ref MemoryMarshal.GetReference(x[next..]),
                    sum.Slice(first, 4), ref MemoryMarshal.GetReference(sum[next..]), x.Length - next);
            else
            {
                sum[first] += Vectors.Dot<double>(upper.Row(first)[next..], x[next..]);
                RowKernels.Add(x[first], upper.Row(first)[next..], sum[next..]);
            }
        }

        /// <summary>rowSums[r] += ⟨row r, x⟩ and y += Σ rowX[r] · row r, for four rows at once.</summary>
        private static void AddFourRows(
            ref double row0, int stride, ReadOnlySpan<double> rowX, ref double x,
            Span<double> rowSums, ref double y, int length)
        {
            ref var row1 = ref Unsafe.Add(ref row0, stride);
            ref var row2 = ref Unsafe.Add(ref row1, stride);
            ref var row3 = ref Unsafe.Add(ref row2, stride);
            Vector256<double> x0 = Vector256.Create(rowX[0]), x1 = Vector256.Create(rowX[1]);
            Vector256<double> x2 = Vector256.Create(rowX[2]), x3 = Vector256.Create(rowX[3]);
            Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            nuint j = 0;
            for (; j + 4 <= (nuint)length; j += 4)
            {
                var cells0 = Vector256.LoadUnsafe(ref row0, j);
                var cells1 = Vector256.LoadUnsafe(ref row1, j);
                var cells2 = Vector256.LoadUnsafe(ref row2, j);
                var cells3 = Vector256.LoadUnsafe(ref row3, j);
                var column = Vector256.LoadUnsafe(ref x, j);
                sum0 = Vector256.FusedMultiplyAdd(cells0, column, sum0);
                sum1 = Vector256.FusedMultiplyAdd(cells1, column, sum1);
                sum2 = Vector256.FusedMultiplyAdd(cells2, column, sum2);
                sum3 = Vector256.FusedMultiplyAdd(cells3, column, sum3);
                var target = Vector256.FusedMultiplyAdd(cells0, x0, Vector256.LoadUnsafe(ref y, j));
                target = Vector256.FusedMultiplyAdd(cells1, x1, target);
                target = Vector256.FusedMultiplyAdd(cells2, x2, target);
                Vector256.FusedMultiplyAdd(cells3, x3, target).StoreUnsafe(ref y, j);
            }
            rowSums[0] += SumLanes(sum0);
            rowSums[1] += SumLanes(sum1);
            rowSums[2] += SumLanes(sum2);
            rowSums[3] += SumLanes(sum3);
            for (; j < (nuint)length; j++)
                for (var r = 0; r < 4; r++)
                {
                    var cell = Unsafe.Add(ref Unsafe.Add(ref row0, r * stride), j);
                    rowSums[r] = double.FusedMultiplyAdd(cell, Unsafe.Add(ref x, j), rowSums[r]);
                    Unsafe.Add(ref y, j) = double.FusedMultiplyAdd(cell, rowX[r], Unsafe.Add(ref y, j));
                }
        }

        // Not Vector256.Sum, whose order is nowhere promised.
        private static double SumLanes(Vector256<double> sums) =>
            (sums.GetElement(0) + sums.GetElement(2)) + (sums.GetElement(1) + sums.GetElement(3));
    }
}
