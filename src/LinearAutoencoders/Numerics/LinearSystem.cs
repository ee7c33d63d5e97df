namespace LinearAutoencoders.Numerics;

/// <summary>Small systems of linear equations, by Gaussian elimination with partial pivoting.</summary>
internal static class LinearSystem
{
    /// <summary>Overwrites B by A⁻¹B. 2n³/3 + 2n²r flops; allocates nothing.</summary>
    /// <param name="a">A, n × n, not singular; overwritten.</param>
    /// <param name="b">B, n × r.</param>
    public static void Solve(Matrix<double> a, Matrix<double> b)
    {
        a.RequireShape(b.Rows, b.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            var pivot = LargestBelow(a, i);
            Swap(a.Row(i), a.Row(pivot));
            Swap(b.Row(i), b.Row(pivot));
            for (var below = i + 1; below < a.Rows; below++)
            {
                var factor = -a[below, i] / a[i, i];
                RowKernels.Add(factor, a.Row(i)[i..], a.Row(below)[i..]);
                RowKernels.Add(factor, b.Row(i), b.Row(below));
            }
        }
        for (var i = a.Rows - 1; i >= 0; i--)
        {
            RowKernels.Scale(1 / a[i, i], b.Row(i));
            for (var above = 0; above < i; above++) RowKernels.Add(-a[above, i], b.Row(i), b.Row(above));
        }
    }

    private static int LargestBelow(Matrix<double> a, int column)
    {
        var largest = column;
        for (var i = column + 1; i < a.Rows; i++)
            if (Math.Abs(a[i, column]) > Math.Abs(a[largest, column])) largest = i;
        return largest;
    }

    private static void Swap(Span<double> one, Span<double> other)
    {
        for (var j = 0; j < one.Length; j++) (one[j], other[j]) = (other[j], one[j]);
    }
}
