using System.Numerics.Tensors;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Coordinates of vectors in single precision, as a database would hold them: as they are, or on the axes of a model.</summary>
internal sealed class VectorSpace
{
    private readonly VectorMetric metric;
    private readonly PackedMatrix<double>? axes;
    private readonly double[]? mean;

    /// <param name="metric">By what the vectors are near.</param>
    /// <param name="model">The axes, for the cosine those of vectors of length 1; null: the vectors' own coordinates.</param>
    public VectorSpace(VectorMetric metric, PrincipalComponents? model = null)
    {
        this.metric = metric;
        if (model is null) return;
        axes = new PackedMatrix<double>(model.Components.ToMatrix().Transpose());
        mean = model.Mean.Any(value => value != 0) ? [.. model.Mean] : null;
    }

    /// <summary>The coordinates of rows.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="team">The threads to use.</param>
    public Matrix<float> Of(Matrix<double> rows, WorkerTeam team)
    {
        if (axes is null) return (metric == VectorMetric.Cosine ? Divided(rows, NearbyPower) : rows).ConvertTo<float>();
        var shaped = metric == VectorMetric.Cosine ? OfLengthOne(rows) : mean is null ? rows : rows.Clone();
        for (var i = 0; mean is not null && i < shaped.Rows; i++) TensorPrimitives.Subtract(shaped.Row(i), mean, shaped.Row(i));
        var scores = new Matrix<double>(rows.Rows, axes.Columns);
        MatrixProduct.Multiply(shaped, axes, scores, team: team);
        return scores.ConvertTo<float>();
    }

    /// <summary>Rows divided by their lengths; zero vectors stay.</summary>
    public static Matrix<double> OfLengthOne(Matrix<double> rows) => Divided(rows, length => length);

    // The cosine has no length: a power of two keeps all digits and leaves no square too large or too small.
    private static double NearbyPower(double length) => Math.ScaleB(1, Math.ILogB(length));

    private static Matrix<double> Divided(Matrix<double> rows, Func<double, double> divisorOf)
    {
        var divided = new Matrix<double>(rows.Rows, rows.Columns);
        for (var i = 0; i < rows.Rows; i++)
            if (Math.Sqrt(Vectors.SquaredNorm<double>(rows.Row(i))) is > 0 and var length)
                TensorPrimitives.Divide(rows.Row(i), divisorOf(length), divided.Row(i));
        return divided;
    }
}
