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
    private readonly NearestEigenbasis? nearest;

    /// <summary>For the k leading eigenvectors, each as it is, also where eigenvalues are equal.</summary>
    /// <param name="directions">U transposed, k × m: row i is the unit eigenvector of the i-th largest eigenvalue.</param>
    public DistanceMeter(Matrix<double> directions) : this(directions, directions.Rows, []) { }

    /// <summary>For the k leading eigenvectors; where eigenvalues are equal, for the nearest axes in their eigenspace.</summary>
    /// <param name="directions">
    ///   At least k rows of m, and all eigenvectors of the eigenspaces: row i is the unit eigenvector of the i-th largest eigenvalue.
    /// </param>
    /// <param name="latentDimension">k.</param>
    /// <param name="eigenspaces">Those of <see cref="Eigenspace.Among"/>.</param>
    public DistanceMeter(Matrix<double> directions, int latentDimension, IReadOnlyList<Eigenspace> eigenspaces)
    {
        ArgumentNullException.ThrowIfNull(eigenspaces);
        this.directions = directions.RowRange(0, latentDimension);
        if (eigenspaces.Count > 0)
        {
            nearest = new NearestEigenbasis(directions, eigenspaces, latentDimension);
            this.directions = this.directions.Clone();
        }
        columns = new Matrix<double>(latentDimension, directions.Columns);
        basis = new Matrix<double>(latentDimension, directions.Columns);
        overlap = new Matrix<double>(latentDimension, latentDimension);
        best = new double[latentDimension];
        orthonormalRows = new OrthonormalRows(latentDimension, directions.Columns);
        alongAxes = nearest is null && AreLeadingAxes(directions);
    }

    /// <summary>All distances.</summary>
    /// <exception cref="ArgumentException">The weights' shape differs from the directions'.</exception>
    public Distances Measure<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Read(weights);
        // The subspace first: the cosines overwrite what it is computed with.
        var subspace = SubspaceDistance();
        SetCosines();
        return new Distances(AxisAlignment(), subspace, TransposeDistance(weights), OrderedAlignment());
    }

    /// <summary>|cos| of the angle between decoder column j (row) and eigenvector i (column): k × k, valid until the next call.</summary>
    /// <exception cref="ArgumentException">The weights' shape differs from the directions'.</exception>
    public Matrix<double> Cosines<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Read(weights);
        SetCosines();
        return overlap;
    }

    private void Read<T>(Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Encoder.RequireShape(directions.Rows, directions.Columns);
        for (var i = 0; i < columns.Rows; i++)
            TensorPrimitives.ConvertTruncating<T, double>(weights.DecoderTransposed.Row(i), columns.Row(i));
        nearest?.WriteTo(directions, columns);
    }

    /// <summary>|uᵢᵀwⱼ| / (‖wⱼ‖ + 1e-8), wⱼ the decoder's columns.</summary>
    private void SetCosines()
    {
        SetOverlap(columns);
        for (var j = 0; j < columns.Rows; j++)
        {
            var norm = Math.Sqrt(Vectors.SquaredNorm<double>(columns.Row(j))) + NormOffset;
            for (var i = 0; i < best.Length; i++) overlap[j, i] = Math.Abs(overlap[j, i]) / norm;
        }
    }

    /// <summary>d_align = 1 − (1/k) sumᵢ maxⱼ cosᵢⱼ². Two eigenvectors may pick one column.</summary>
    private double AxisAlignment()
    {
        best.AsSpan().Clear();
        for (var j = 0; j < columns.Rows; j++)
            for (var i = 0; i < best.Length; i++) best[i] = Math.Max(best[i], overlap[j, i] * overlap[j, i]);
        return Distance(best);
    }

    /// <summary>1 − (1/k) sumᵢ cosᵢᵢ².</summary>
    private double OrderedAlignment()
    {
        for (var i = 0; i < best.Length; i++) best[i] = overlap[i, i] * overlap[i, i];
        return Distance(best);
    }

    private static double Distance(double[] squares)
    {
        var sum = 0.0;
        foreach (var square in squares) sum += square;
        // Not below zero, which only rounding could be.
        return Math.Max(0, 1 - sum / squares.Length);
    }

    /// <summary>d_sub = 1 − ‖UᵀQ‖² / k, Q an orthonormal basis of the decoder's columns.</summary>
    private double SubspaceDistance()
    {
        orthonormalRows.Compute(columns, basis, WorkerTeam.Alone);
        SetOverlap(basis);
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
