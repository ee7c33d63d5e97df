using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>What a model of few latent variables expects of the values of a sample that are missing, given those that are there.</summary>
/// <remarks>
///   x = Wz + ε with z ~ N(0, I) and ε ~ N(0, Ψ), Ψ diagonal: for probabilistic PCA W = Uᵀ(Λ − σ²I)^½ and Ψ = σ²I (Tipping and Bishop
///   1999). With o for what is there, h for what is hidden, and M = I + WₒᵀΨₒ⁻¹Wₒ:
///   <para>E[xₕ] = Wₕ M⁻¹ WₒᵀΨₒ⁻¹ xₒ     Cov[xₕ] = Ψₕ + Wₕ M⁻¹ Wₕᵀ</para>
///   O(k²) for each value that is there, or that is not, whichever are fewer.
/// </remarks>
/// <param name="loadings">W, m × k.</param>
/// <param name="noise">Ψ, m values; positive unless k = 0.</param>
internal sealed class HiddenValues(Matrix<double> loadings, double[] noise)
{
    /// <summary>σ² is not below that share of λ₁: below, nothing of what it does would be left but rounding.</summary>
    private const double LeastNoise = 1e-9;

    private readonly Matrix<double> precisionOfAll = PrecisionOfAll(loadings, noise);

    /// <summary>Ψ.</summary>
    public IReadOnlyList<double> Noise => noise;

    private int Count => loadings.Columns;

    /// <summary>Columns without any correlation.</summary>
    public static HiddenValues Independent(double[] variances) => new(new Matrix<double>(variances.Length, 0), variances);

    /// <summary>Of principal components.</summary>
    /// <param name="vectors">U, k × m.</param>
    /// <param name="variances">λ, k values, descending.</param>
    /// <param name="noise">σ².</param>
    public static HiddenValues Of(ReadOnlyMatrix<double> vectors, IReadOnlyList<double> variances, double noise)
    {
        var floor = Math.Max(noise, Math.Max(double.Epsilon, LeastNoise * variances[0]));
        var loadings = vectors.ToMatrix().Transpose();
        double[] lengths = [.. variances.Select(variance => Math.Sqrt(Math.Max(0, variance - noise)))];
        for (var j = 0; j < loadings.Rows; j++)
            for (var i = 0; i < lengths.Length; i++) loadings[j, i] *= lengths[i];
        return new(loadings, [.. Enumerable.Repeat(floor, loadings.Rows)]);
    }

    /// <summary>Where a row has NaN.</summary>
    public static int[] PlacesIn(ReadOnlySpan<double> row)
    {
        // A sum is NaN where a value is, and seldom else.
        if (!double.IsNaN(TensorPrimitives.Sum(row))) return [];
        var places = new List<int>();
        for (var j = 0; j < row.Length; j++)
            if (double.IsNaN(row[j])) places.Add(j);
        return [.. places];
    }

    /// <summary>Puts expected values in place of those that are missing.</summary>
    /// <param name="row">m values less their mean.</param>
    /// <param name="missing">Where there are none, rising.</param>
    /// <returns>A, q × k, with AAᵀ = Cov[xₕ] − Ψₕ.</returns>
    public Matrix<double> Fill(Span<double> row, ReadOnlySpan<int> missing)
    {
        var factor = Precision(missing);
        Factorize(factor);
        var z = new double[Count];
        for (int j = 0, next = 0; j < row.Length; j++)
            if (next < missing.Length && missing[next] == j) next++;
            else if (Count > 0) RowKernels.Add(row[j] / noise[j], loadings.Row(j), z);
        Forward(factor, z);
        var spread = new Matrix<double>(missing.Length, Count);
        for (var i = 0; i < missing.Length; i++)
        {
            // Both halves of M⁻¹ = L⁻ᵀL⁻¹ are in place: one in z, the other in A.
            loadings.Row(missing[i]).CopyTo(spread.Row(i));
            Forward(factor, spread.Row(i));
            row[missing[i]] = Vectors.Dot<double>(spread.Row(i), z);
        }
        return spread;
    }

    /// <summary>M, its lower triangle.</summary>
    private Matrix<double> Precision(ReadOnlySpan<int> missing)
    {
        if (2 * missing.Length <= loadings.Rows)
        {
            var less = precisionOfAll.Clone();
            foreach (var j in missing) Add(less, loadings.Row(j), -1 / noise[j]);
            return less;
        }
        var precision = Identity(Count);
        for (int j = 0, next = 0; j < loadings.Rows; j++)
            if (next < missing.Length && missing[next] == j) next++;
            else Add(precision, loadings.Row(j), 1 / noise[j]);
        return precision;
    }

    private static Matrix<double> PrecisionOfAll(Matrix<double> loadings, double[] noise)
    {
        var precision = Identity(loadings.Columns);
        for (var j = 0; j < loadings.Rows; j++) Add(precision, loadings.Row(j), 1 / noise[j]);
        return precision;
    }

    private static Matrix<double> Identity(int size)
    {
        var identity = new Matrix<double>(size, size);
        for (var i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }

    private static void Add(Matrix<double> triangle, ReadOnlySpan<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++) RowKernels.Add(factor * x[i], x[..(i + 1)], triangle.Row(i)[..(i + 1)]);
    }

    /// <summary>The Cholesky factor L in place of a positive definite matrix's lower triangle.</summary>
    private static void Factorize(Matrix<double> triangle)
    {
        for (var i = 0; i < triangle.Rows; i++)
        {
            var row = triangle.Row(i);
            for (var j = 0; j <= i; j++)
            {
                var rest = row[j] - Vectors.Dot<double>(row[..j], triangle.Row(j)[..j]);
                row[j] = j < i ? rest / triangle[j, j] : Math.Sqrt(Math.Max(rest, double.Epsilon));
            }
        }
    }

    /// <summary>x = L⁻¹x.</summary>
    private static void Forward(Matrix<double> factor, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++) x[i] = (x[i] - Vectors.Dot<double>(factor.Row(i)[..i], x[..i])) / factor[i, i];
    }
}
