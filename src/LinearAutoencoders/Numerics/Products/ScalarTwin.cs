using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>The plain loops that say what the products are, to the bit. Tests hold every tile against them.</summary>
internal static class ScalarTwin
{
    /// <summary>c = a · b, or c += a · b: each cell sums from zero, or from what it held, in the order of the inner index.</summary>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < c.Rows; i++)
            for (var j = 0; j < c.Columns; j++)
            {
                var sum = accumulate ? c[i, j] : T.Zero;
                for (var p = 0; p < a.Columns; p++) sum = T.FusedMultiplyAdd(a[i, p], b[p, j], sum);
                c[i, j] = sum;
            }
    }

    /// <summary>sum += XᵀX, each sample widened to double.</summary>
    public static void AddGram<T>(Matrix<T> samples, Matrix<double> sum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = samples.ConvertTo<double>();
        Multiply(x.Transpose(), x, sum, accumulate: true);
    }
}
