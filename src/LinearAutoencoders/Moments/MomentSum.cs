using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   Count, mean and sum of squares about the mean of some rows: all that is left of them, and two of them make a third.
/// </summary>
/// <param name="count">r, the number of rows, at least 1.</param>
/// <param name="mean">m values.</param>
/// <param name="squares">
///   M₂ = sum (x − mean)(x − mean)ᵀ, m × m, of which the upper triangle counts; or 1 × m, its diagonal alone, with the same
///   bits.
/// </param>
internal sealed class MomentSum(long count, double[] mean, Matrix<double> squares)
{
    public long Count => count;

    public double[] Mean => mean;

    public Matrix<double> Squares => squares;

    /// <summary>The moments of the same rows, each value divided by a number of its column; in memory of its own.</summary>
    /// <param name="scale">m numbers; null: ones.</param>
    public MomentSum Divide(IReadOnlyList<double>? scale)
    {
        var (divided, center) = (squares.Clone(), mean.ToArray());
        if (scale is null) return new MomentSum(count, center, divided);
        double[] divisors = [.. scale];
        TensorPrimitives.Divide(center, divisors, center);
        for (var i = 0; i < divided.Rows; i++)
        {
            TensorPrimitives.Divide(divided.Row(i), divisors, divided.Row(i));
            TensorPrimitives.Divide(divided.Row(i), divisors[i], divided.Row(i));
        }
        return new MomentSum(count, center, divided);
    }

    /// <summary>
    ///   The moments of the rows of two sums together (Chan, Golub and LeVeque 1979); takes over the first one's memory.
    /// </summary>
    /// <remarks>n = r + s     δ = mean₂ − mean₁     mean = mean₁ + (s/n) δ     M₂ = (M₂₁ + M₂₂) + (rs/n) δδᵀ</remarks>
    /// <param name="first">The earlier rows.</param>
    /// <param name="second">The later ones.</param>
    /// <param name="team">The threads to use.</param>
    public static MomentSum Merge(MomentSum first, MomentSum second, WorkerTeam team)
    {
        var count = first.Count + second.Count;
        var difference = new double[first.Mean.Length];
        TensorPrimitives.Subtract(second.Mean, first.Mean, difference);
        AddOuter(first.Squares, second.Squares, difference, first.Count * ((double)second.Count / count), team);
        RowKernels.Add((double)second.Count / count, difference, first.Mean);
        return new MomentSum(count, first.Mean, first.Squares);
    }

    /// <summary>sum += other + weight · x xᵀ: the upper triangle, or the diagonal where that is all there is.</summary>
    public static void AddOuter(Matrix<double> sum, Matrix<double>? other, double[] x, double weight, WorkerTeam team)
    {
        if (sum.Rows != x.Length)
        {
            var scaled = new double[x.Length];
            TensorPrimitives.Multiply(x, weight, scaled);
            if (other is { } diagonal) TensorPrimitives.Add(sum.Row(0), diagonal.Row(0), sum.Row(0));
            TensorPrimitives.FusedMultiplyAdd<double>(scaled, x, sum.Row(0), sum.Row(0));
            return;
        }
        team.Run(new AddOuterRows(sum, other, x, weight), BlockConversion.PartsOf(sum.Rows, sum.Columns, team));
    }

    /// <summary>Every so manieth row of the triangle, so that each part has long ones and short ones.</summary>
    private readonly struct AddOuterRows(Matrix<double> sum, Matrix<double>? other, double[] x, double weight) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            for (var i = part; i < sum.Rows; i += parts)
            {
                var row = sum.Row(i)[i..];
                if (other is { } added) TensorPrimitives.Add(row, added.Row(i)[i..], row);
                RowKernels.Add(weight * x[i], x.AsSpan(i), row);
            }
        }
    }
}
