using System.Numerics.Tensors;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Coordinates of vectors in single precision, as a database would hold them: as they are, or on the axes of a model.</summary>
/// <remarks>For the cosine they keep the length that the vectors have: it has none.</remarks>
internal sealed class VectorSpace
{
    private readonly PackedMatrix<float>? axes;
    private readonly float[]? mean;

    /// <param name="model">The axes; null: the vectors' own coordinates.</param>
    public VectorSpace(PrincipalComponents? model = null)
    {
        if (model is null) return;
        axes = new PackedMatrix<float>(model.Components.ToMatrix().Transpose().ConvertTo<float>());
        mean = model.Mean.Any(value => value != 0) ? [.. model.Mean.Select(value => (float)value)] : null;
    }

    /// <summary>The coordinates of rows.</summary>
    /// <param name="rows">r × m; not changed, and itself returned where there are no axes.</param>
    /// <param name="team">The threads to use.</param>
    public Matrix<float> Of(Matrix<float> rows, WorkerTeam team)
    {
        if (axes is null) return rows;
        var shaped = mean is null ? rows : rows.Clone();
        for (var i = 0; mean is not null && i < shaped.Rows; i++) TensorPrimitives.Subtract(shaped.Row(i), mean, shaped.Row(i));
        var scores = new Matrix<float>(rows.Rows, axes.Columns);
        MatrixProduct.Multiply(shaped, axes, scores, team: team);
        return scores;
    }
}
