using System.Numerics;

namespace LinearAutoencoders.Numerics;

/// <summary>Sums over vectors in double precision, in one fixed order whatever the width of the vector registers.</summary>
public static class Vectors
{
    /// <summary>Number of interleaved partial sums; element i goes to partial sum i mod Lanes.</summary>
    private const int Lanes = 8;

    /// <summary>⟨x, y⟩ = sumᵢ xᵢ yᵢ, products and sum in double precision.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Length != y.Length) throw new ArgumentException($"x has {x.Length} elements and y {y.Length}");
        Span<double> sums = stackalloc double[Lanes];
        sums.Clear();
        for (var i = 0; i < x.Length; i++)
            sums[i % Lanes] = double.FusedMultiplyAdd(double.CreateTruncating(x[i]), double.CreateTruncating(y[i]), sums[i % Lanes]);
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    /// <summary>‖x‖² = sumᵢ xᵢ².</summary>
    public static double SquaredNorm<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Dot(x, x);

    /// <summary>⟨A, B⟩ = sumᵢⱼ Aᵢⱼ Bᵢⱼ of two matrices of one shape: row by row, rows added in order.</summary>
    public static double Dot<T>(Matrix<T> a, Matrix<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        b.RequireShape(a.Rows, a.Columns);
        var sum = 0.0;
        for (var i = 0; i < a.Rows; i++) sum += Dot<T>(a.Row(i), b.Row(i));
        return sum;
    }
}
