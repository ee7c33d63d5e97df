using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>What Σ does to some vectors: θ = vᵀΣv / vᵀv of each, and ‖Σv − θv‖ / ‖v‖.</summary>
/// <param name="Values">θ.</param>
/// <param name="Norms">The residuals' norms.</param>
internal sealed record Residuals(double[] Values, double[] Norms)
{
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
            norms[i] = Math.Sqrt(Vectors.SquaredNorm<double>(product.Row(i)) / squaredLength);
        }
        return new(values, norms);
    }
}
