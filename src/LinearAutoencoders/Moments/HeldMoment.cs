using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ as a matrix that others hold too: for what is computed now and then, without the copy that steps are fast with.</summary>
internal sealed class HeldMoment(Matrix<double> secondMoment, double trace) : IHalvedMoment<double>
{
    private const int BlockColumns = 96;

    private Matrix<double> halved;

    public int Dimension => secondMoment.Rows;

    public double Trace => trace;

    public void Apply(Matrix<double> w, Matrix<double> product, WorkerTeam team) =>
        MatrixProduct.Multiply(w, secondMoment, product, team: team);

    /// <inheritdoc/>
    /// <remarks>By blocks of columns, of which U has all of Σ above the block on the diagonal and half of that.</remarks>
    public void ApplyHalf(Matrix<double> w, Matrix<double> product, WorkerTeam team)
    {
        if (halved.Rows != w.Rows) halved = new Matrix<double>(w.Rows, Dimension);
        TensorPrimitives.Multiply(w.AsSpan(), 0.5, halved.AsSpan());
        for (var start = 0; start < Dimension; start += BlockColumns)
        {
            var count = Math.Min(BlockColumns, Dimension - start);
            var (columns, part) = (secondMoment.ColumnRange(start, count), product.ColumnRange(start, count));
            MatrixProduct.Multiply(halved.ColumnRange(start, count), columns.RowRange(start, count), part, team: team);
            MatrixProduct.Multiply(w.ColumnRange(0, start), columns.RowRange(0, start), part, accumulate: true, team);
        }
    }
}
