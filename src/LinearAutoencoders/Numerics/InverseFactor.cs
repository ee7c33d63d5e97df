using System.Numerics;
using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>L⁻¹ of a small symmetric matrix M = L Lᵀ, L lower triangular with a positive diagonal (Cholesky).</summary>
/// <remarks>
///   M⁻¹ = L⁻ᵀ L⁻¹. The inverse itself and not a solver, so that k long rows are whitened by one matrix product. About k³ flops, in
///   double precision. Where M is a Gram matrix, a vector that depends on those before it, to rounding, is passed over: its row and its
///   column of L⁻¹ and its cell of the diagonal are 0, and the others are those of the vectors without it.
/// </remarks>
/// <param name="size">k.</param>
internal sealed class InverseFactor<T>(int size) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What is left of a squared length is only rounding if it is no larger than this share of it.</summary>
    private static readonly double Dependent = typeof(T) == typeof(float) ? 1e-6 : 1e-14;

    private readonly Matrix<double> factor = new(size, size);
    private readonly Matrix<double> inverse = new(size, size);
    private readonly double[] diagonal = new double[size];

    /// <summary>L⁻¹, k × k, lower triangular.</summary>
    public Matrix<T> Inverse { get; } = new(size, size);

    /// <summary>The diagonal of L.</summary>
    public ReadOnlySpan<double> Diagonal => diagonal;

    /// <summary>Decomposes M; allocates nothing.</summary>
    /// <param name="symmetric">M, k × k, positive semidefinite; cells above the diagonal are not read.</param>
    public void Compute(Matrix<T> symmetric)
    {
        symmetric.RequireShape(size, size);
        for (var i = 0; i < size; i++)
        {
            FactorRow(i, symmetric.Row(i));
            InvertRow(i);
            TensorPrimitives.ConvertTruncating<double, T>(inverse.Row(i), Inverse.Row(i));
        }
    }

    private void FactorRow(int i, ReadOnlySpan<T> of)
    {
        var row = factor.Row(i);
        for (var j = 0; j < i; j++)
        {
            var rest = double.CreateTruncating(of[j]) - Vectors.Dot<double>(row[..j], factor.Row(j)[..j]);
            row[j] = diagonal[j] > 0 ? rest / diagonal[j] : 0;
        }
        var square = double.CreateTruncating(of[i]);
        var left = square - Vectors.SquaredNorm<double>(row[..i]);
        diagonal[i] = left > Dependent * square ? Math.Sqrt(left) : 0;
    }

    /// <summary>Row i of L⁻¹: (eᵢ − sum over j below i of Lᵢⱼ · row j) / Lᵢᵢ.</summary>
    private void InvertRow(int i)
    {
        var row = inverse.Row(i);
        row.Clear();
        if (!(diagonal[i] > 0)) return;
        row[i] = 1;
        for (var j = 0; j < i; j++) RowKernels.Add(-factor[i, j], inverse.Row(j)[..(j + 1)], row[..(j + 1)]);
        RowKernels.Scale(1 / diagonal[i], row[..(i + 1)]);
    }
}
