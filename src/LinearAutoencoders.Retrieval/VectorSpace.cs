using System.Numerics.Tensors;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Coordinates of vectors in single precision, as a database would hold them: as they are, or on the axes of a model.</summary>
/// <param name="metric">By what the vectors are near.</param>
/// <param name="model">The axes, for the cosine those of vectors of length 1; null: the vectors' own coordinates.</param>
internal sealed class VectorSpace(VectorMetric metric, PrincipalComponents? model = null)
{
    /// <summary>The coordinates of rows.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="team">The threads to use.</param>
    public Matrix<float> Of(Matrix<double> rows, WorkerTeam team)
    {
        var shaped = metric == VectorMetric.Cosine ? model is null ? NearLengthOne(rows) : OfLengthOne(rows) : rows;
        return (model is null ? shaped : model.Transform(shaped, team: team)).ConvertTo<float>();
    }

    /// <summary>Rows divided by their lengths; zero vectors stay.</summary>
    public static Matrix<double> OfLengthOne(Matrix<double> rows) => Divided(rows, length => length);

    // The cosine has no length: a power of two keeps all digits and leaves no square too large or too small.
    private static Matrix<double> NearLengthOne(Matrix<double> rows) => Divided(rows, length => Math.ScaleB(1, Math.ILogB(length)));

    private static Matrix<double> Divided(Matrix<double> rows, Func<double, double> divisorOf)
    {
        var divided = rows.Clone();
        for (var i = 0; i < rows.Rows; i++)
            if (Math.Sqrt(Vectors.SquaredNorm<double>(divided.Row(i))) is > 0 and var length)
                TensorPrimitives.Divide(divided.Row(i), divisorOf(length), divided.Row(i));
        return divided;
    }
}
