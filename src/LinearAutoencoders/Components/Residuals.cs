using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>What Σ does to some vectors: θ = vᵀΣv / vᵀv of each, and ‖Σv − θv‖ / ‖v‖.</summary>
/// <param name="Values">θ.</param>
/// <param name="Norms">The residuals' norms.</param>
internal sealed record Residuals(double[] Values, double[] Norms)
{
    /// <summary>Σv − θv, k × m; null where the search that found the vectors knows no more than how long it is.</summary>
    private Matrix<double>? Rest { get; init; }

    /// <summary>What a search knows of the vectors that it found.</summary>
    public static Residuals Of(RitzEstimate found) =>
        new([.. found.Values.Take(found.Count)], [.. found.Residuals.Take(found.Count)]);

    /// <summary>Σv, but for residuals of which nothing is known.</summary>
    public Matrix<double> Product(ReadOnlyMatrix<double> vectors)
    {
        var product = vectors.ToMatrix();
        for (var i = 0; i < product.Rows; i++)
        {
            RowKernels.Scale(Values[i], product.Row(i));
            if (Rest is { } rest) RowKernels.Add(1, rest.Row(i), product.Row(i));
        }
        return product;
    }

    /// <summary>By one product.</summary>
    /// <param name="vectors">v, k × m, none of them zero.</param>
    /// <param name="moments">Σ.</param>
    /// <param name="team">The threads to use.</param>
    public static Residuals Of(ReadOnlyMatrix<double> vectors, DataMoments moments, WorkerTeam team)
    {
        var product = new Matrix<double>(vectors.Rows, vectors.Columns);
        moments.Apply(vectors.Viewed, product, team);
        var (values, norms) = (new double[vectors.Rows], new double[vectors.Rows]);
        for (var i = 0; i < vectors.Rows; i++)
        {
            var squaredLength = Vectors.SquaredNorm(vectors.Row(i));
            values[i] = Vectors.Dot(vectors.Row(i), product.Row(i)) / squaredLength;
            RowKernels.Add(-values[i], vectors.Row(i), product.Row(i));
            norms[i] = Norm(product.Row(i)) / Math.Sqrt(squaredLength);
        }
        return new(values, norms) { Rest = product };
    }

    // In units of its largest entry: the squares of very small and very large variances stay in range.
    private static double Norm(ReadOnlySpan<double> row)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        if (!(largest > 0 && double.IsFinite(1 / largest))) return largest;
        var scaled = row.ToArray();
        RowKernels.Scale(1 / largest, scaled);
        return largest * Math.Sqrt(Vectors.SquaredNorm<double>(scaled));
    }
}
