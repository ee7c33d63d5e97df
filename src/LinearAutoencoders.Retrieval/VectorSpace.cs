using System.Numerics.Tensors;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Coordinates of vectors in single precision, as a database would hold them: as they are, or on the axes of a model.</summary>
/// <remarks>
///   For the cosine they keep the length that the vectors have, for it has none; where a mean is subtracted, it is that of vectors at
///   length 1, and so are they.
/// </remarks>
internal sealed class VectorSpace
{
    private readonly bool isCosine;
    private readonly PackedMatrix<float>? axes;
    private readonly float[]? mean;

    /// <param name="metric">By what the vectors are near.</param>
    /// <param name="model">The axes; null: the vectors' own coordinates.</param>
    public VectorSpace(VectorMetric metric, PrincipalComponents? model = null)
    {
        isCosine = metric == VectorMetric.Cosine;
        if (model is null) return;
        axes = new PackedMatrix<float>(model.Projection.Viewed.ConvertTo<float>());
        mean = model.Mean.Any(value => value != 0) ? [.. model.Mean.Select(value => (float)value)] : null;
    }

    /// <summary>The coordinates of rows.</summary>
    /// <param name="rows">r × m; not changed, and itself returned where there are no axes.</param>
    /// <param name="team">The threads to use.</param>
    public Matrix<float> Of(Matrix<float> rows, WorkerTeam team)
    {
        var room = default(Matrix<float>);
        return Of(rows, ref room, team);
    }

    /// <summary>The same in memory that is used again.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="room">Is made larger where it is too small.</param>
    /// <param name="team">The threads to use.</param>
    public Matrix<float> Of(Matrix<float> rows, ref Matrix<float> room, WorkerTeam team)
    {
        if (axes is null) return rows;
        if (room.Rows < rows.Rows) room = new Matrix<float>(rows.Rows, axes.Columns);
        var scores = room.RowRange(0, rows.Rows);
        RowStrips.Run(rows.Rows, (start, count) => Project(rows.RowRange(start, count), scores.RowRange(start, count)), team);
        return scores;
    }

    /// <summary>The same of a few rows, on this thread, where there are axes.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="scores">r × k, overwritten.</param>
    public void Project(Matrix<float> rows, Matrix<float> scores) =>
        MatrixProduct.Multiply(mean is null ? rows : Centered(rows.Clone(), mean), axes!, scores, team: WorkerTeam.Alone);

    private Matrix<float> Centered(Matrix<float> rows, float[] offset)
    {
        if (isCosine) VectorLengths.MakeOne(rows);
        for (var i = 0; i < rows.Rows; i++) TensorPrimitives.Subtract(rows.Row(i), offset, rows.Row(i));
        return rows;
    }
}
