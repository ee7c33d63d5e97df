using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Metrics;

/// <summary>Of the many eigenbases that equal eigenvalues leave open, the one nearest to given columns.</summary>
/// <remarks>
///   In each eigenspace: the column with the longest share in it gives the first axis, the one with the longest share in what is left the
///   next. An axis takes the place of its column's number where that is the eigenspace's, so that columns in order find axes in order.
/// </remarks>
/// <param name="directions">Eigenvectors as rows, up to the end of the last eigenspace.</param>
/// <param name="spaces">The eigenspaces.</param>
/// <param name="count">k: how many axes are wanted.</param>
internal sealed class NearestEigenbasis(Matrix<double> directions, IReadOnlyList<Eigenspace> spaces, int count)
{
    /// <summary>Of a column no more than this is rounding.</summary>
    private const double Tiny = 1e-24;

    /// <summary>Writes the axes of each eigenspace over the eigenvectors that stand for it.</summary>
    /// <param name="columns">k × m, the columns as rows, of any length.</param>
    /// <param name="axes">k × m.</param>
    public void WriteTo(Matrix<double> axes, Matrix<double> columns)
    {
        foreach (var space in spaces) Write(space, axes, columns);
    }

    private void Write(Eigenspace space, Matrix<double> axes, Matrix<double> columns)
    {
        var basis = directions.RowRange(space.Start, space.End - space.Start);
        var shares = SharesIn(basis, columns);
        var free = Enumerable.Range(space.Start, Math.Min(space.End, count) - space.Start).ToList();
        var later = new List<double[]>();
        for (var left = free.Count; left > 0; left--)
        {
            var column = LongestRow(shares);
            var axis = Vectors.SquaredNorm<double>(shares.Row(column)) > Tiny ? Unit(shares.Row(column)) : null;
            if (axis is null) break;
            Remove(axis, shares);
            if (free.Remove(column)) WriteAxis(axis, basis, axes.Row(column));
            else later.Add(axis);
        }
        foreach (var (place, axis) in free.Zip(later)) WriteAxis(axis, basis, axes.Row(place));
        for (var i = later.Count; i < free.Count; i++) axes.Row(free[i]).Clear();
    }

    /// <summary>The columns, at length 1, in the coordinates of the eigenspace: k × d.</summary>
    private static Matrix<double> SharesIn(Matrix<double> basis, Matrix<double> columns)
    {
        var shares = new Matrix<double>(columns.Rows, basis.Rows);
        MatrixProduct.MultiplyByTransposed(columns, basis, shares, team: WorkerTeam.Alone);
        for (var i = 0; i < shares.Rows; i++)
        {
            var length = Math.Sqrt(Vectors.SquaredNorm<double>(columns.Row(i)));
            foreach (ref var share in shares.Row(i)) share = length > 0 ? share / length : 0;
        }
        return shares;
    }

    private static int LongestRow(Matrix<double> rows) =>
        Enumerable.Range(0, rows.Rows).MaxBy(i => Vectors.SquaredNorm<double>(rows.Row(i)));

    private static double[] Unit(Span<double> row)
    {
        var length = Math.Sqrt(Vectors.SquaredNorm<double>(row));
        var unit = row.ToArray();
        for (var i = 0; i < unit.Length; i++) unit[i] /= length;
        return unit;
    }

    private static void Remove(double[] axis, Matrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            var along = Vectors.Dot<double>(rows.Row(i), axis);
            for (var j = 0; j < axis.Length; j++) rows[i, j] -= along * axis[j];
        }
    }

    private static void WriteAxis(double[] axis, Matrix<double> basis, Span<double> row)
    {
        row.Clear();
        for (var i = 0; i < axis.Length; i++)
            for (var j = 0; j < row.Length; j++) row[j] += axis[i] * basis[i, j];
    }
}
