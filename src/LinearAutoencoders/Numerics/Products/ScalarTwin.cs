using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>The plain loops that say what the products are, to the bit. Tests hold every tile against them.</summary>
internal static class ScalarTwin
{
    /// <summary>
    /// c = a · b, or c += a · b: each cell sums from zero, or from what it held, in the order of the inner index.
    /// </summary>
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

    /// <summary>c = a · bᵀ, or c += a · bᵀ: the same as of b's transpose, unless the product is narrow.</summary>
    public static void MultiplyByTransposed<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!Interleaving<T>.Suits(a.Rows, b.Rows, a.Columns)) Multiply(a, b.Transpose(), c, accumulate);
        else
            for (var i = 0; i < c.Rows; i++)
                for (var j = 0; j < c.Columns; j++)
                {
                    var sum = InterleavedDot<T>(a.Row(i), b.Row(j));
                    c[i, j] = accumulate ? c[i, j] + sum : sum;
                }
    }

    /// <summary>The sum of the products of two rows in the order of <see cref="Interleaving{T}"/>.</summary>
    private static T InterleavedDot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sums = new T[Interleaving<T>.Sums];
        var whole = x.Length / sums.Length * sums.Length;
        for (var p = 0; p < whole; p++) sums[p % sums.Length] = T.FusedMultiplyAdd(x[p], y[p], sums[p % sums.Length]);
        for (var l = 0; whole < x.Length && l < sums.Length; l++)
        {
            var p = x.Length - sums.Length + l;
            sums[l] = p < whole ? T.FusedMultiplyAdd(T.Zero, T.Zero, sums[l]) : T.FusedMultiplyAdd(x[p], y[p], sums[l]);
        }
        for (var half = sums.Length / 2; half > 0; half /= 2)
            for (var l = 0; l < half; l++) sums[l] += sums[l + half];
        return sums[0];
    }

    /// <summary>sum += XᵀX, each sample widened to double.</summary>
    public static void AddGram<T>(Matrix<T> samples, Matrix<double> sum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = samples.ConvertTo<double>();
        Multiply(x.Transpose(), x, sum, accumulate: true);
    }
}
