using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Metrics;

/// <summary>Measures weights against the leading eigenvectors of Σ, in double precision; keeps its working memory between calls.</summary>
/// <remarks>About 8k²m flops, 4k²m in the eigenbasis of Σ; at k = 20, m = 784 a fraction of a millisecond.</remarks>
public sealed class DistanceMeter
{
    /// <summary>Added to a column's norm, so that a collapsed column does not count as aligned; part of the published metric.</summary>
    private const double NormOffset = 1e-8;

    private readonly Matrix<double> directions;
    private readonly Matrix<double> columns;
    private readonly Matrix<double> basis;
    private readonly Matrix<double> overlap;
    private readonly double[] best;
    private readonly OrthonormalRows orthonormalRows;
    private readonly bool alongAxes;

    /// <summary>For the k leading eigenvectors.</summary>
    /// <param name="directions">U transposed, k × m: row i is the unit eigenvector of the i-th largest eigenvalue.</param>
    public DistanceMeter(Matrix<double> directions)
    {
        this.directions = directions;
        columns = new Matrix<double>(directions.Rows, directions.Columns);
        basis = new Matrix<double>(directions.Rows, directions.Columns);
        overlap = new Matrix<double>(directions.Rows, directions.Rows);
        best = new double[directions.Rows];
        orthonormalRows = new OrthonormalRows(directions.Rows, directions.Columns);
        alongAxes = AreLeadingAxes(directions);
    }

    /// <summary>All three distances.</summary>
    /// <exception cref="ArgumentException">The weights' shape differs from the directions'.</exception>
    public Distances Measure<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Encoder.RequireShape(directions.Rows, directions.Columns);
        for (var i = 0; i < columns.Rows; i++)
            TensorPrimitives.ConvertTruncating<T, double>(weights.DecoderTransposed.Row(i), columns.Row(i));
        return new Distances(AxisAlignment(), SubspaceDistance(), TransposeDistance(weights));
    }

    /// <summary>
    ///   d_align = 1 − (1/k) sumᵢ maxⱼ (uᵢᵀwⱼ / (‖wⱼ‖ + 1e-8))², wⱼ the decoder's columns. Two eigenvectors may pick one column.
    /// </summary>
    private double AxisAlignment()
    {
        SetOverlap(columns);
        best.AsSpan().Clear();
        for (var j = 0; j < columns.Rows; j++)
        {
            var norm = Math.Sqrt(Vectors.SquaredNorm<double>(columns.Row(j))) + NormOffset;
            for (var i = 0; i < best.Length; i++)
            {
                var cosine = overlap[j, i] / norm;
                best[i] = Math.Max(best[i], cosine * cosine);
            }
        }
        var sum = 0.0;
        foreach (var square in best) sum += square;
        return 1 - sum / best.Length;
    }

    /// <summary>d_sub = 1 − ‖UᵀQ‖² / k, Q an orthonormal basis of the decoder's columns.</summary>
    private double SubspaceDistance()
    {
        orthonormalRows.Compute(columns, basis, WorkerTeam.Alone);
        SetOverlap(basis);
        // Not below zero, which only rounding could be.
        return Math.Max(0, 1 - Vectors.SquaredNorm<double>(overlap.AsSpan()) / directions.Rows);
    }

    /// <summary>Inner products of rows with the directions; in the eigenbasis of Σ these are the rows' leading elements.</summary>
    private void SetOverlap(Matrix<double> rows)
    {
        if (alongAxes) rows.ColumnRange(0, overlap.Columns).CopyTo(overlap);
        else MatrixProduct.MultiplyByTransposed(rows, directions, overlap, team: WorkerTeam.Alone);
    }

    private static bool AreLeadingAxes(Matrix<double> directions)
    {
        for (var i = 0; i < directions.Rows; i++)
            for (var j = 0; j < directions.Columns; j++)
                if (directions[i, j] != (i == j ? 1 : 0)) return false;
        return true;
    }

    /// <summary>‖W₁ − W₂ᵀ‖² / k.</summary>
    private double TransposeDistance<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < columns.Rows; i++)
        {
            var difference = basis.Row(i);
            TensorPrimitives.ConvertTruncating<T, double>(weights.Encoder.Row(i), difference);
            TensorPrimitives.Subtract(difference, columns.Row(i), difference);
            sum += Vectors.SquaredNorm<double>(difference);
        }
        return sum / columns.Rows;
    }
}
