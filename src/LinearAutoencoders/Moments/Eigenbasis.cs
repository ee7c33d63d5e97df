using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Orthonormal axes of data space, or of a subspace of it that holds all samples, in which Σ is diagonal.</summary>
/// <remarks>
///   Of wide data the subspace is all that a run can reach from weights within it: the gradient of a deterministic objective
///   has its rows in the span of the weights' rows and of Σ's. Entering and leaving are computed in double precision.
/// </remarks>
/// <param name="axes">r × m, orthonormal rows.</param>
/// <param name="eigenvalues">Of the first axes, which are eigenvectors of Σ. Along the others there is no variance.</param>
public sealed class Eigenbasis(Matrix<double> axes, IReadOnlyList<double> eigenvalues)
{
    /// <summary>r, the number of axes.</summary>
    public int Dimension => axes.Rows;

    /// <summary>m.</summary>
    public int DataDimension => axes.Columns;

    /// <summary>The eigenvalues of the first axes, descending.</summary>
    public IReadOnlyList<double> Eigenvalues => eigenvalues;

    /// <summary>Coordinates of rows given in data space: w · Vᵀ.</summary>
    /// <param name="w">s × m, within the subspace.</param>
    /// <param name="inEigenbasis">s × r, overwritten.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Enter<T>(Matrix<T> w, Matrix<T> inEigenbasis, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rotated = new Matrix<double>(w.Rows, axes.Rows);
        MatrixProduct.MultiplyByTransposed(w.ConvertTo<double>(), axes, rotated, team: team);
        rotated.ConvertTo<T>().CopyTo(inEigenbasis);
    }

    /// <summary>Rows in data space of coordinates: w · V.</summary>
    /// <param name="w">s × r.</param>
    /// <param name="inDataSpace">s × m, overwritten.</param>
    /// <param name="team">Threads to use where they pay.</param>
    public void Leave<T>(Matrix<T> w, Matrix<T> inDataSpace, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rotated = new Matrix<double>(w.Rows, axes.Columns);
        MatrixProduct.Multiply(w.ConvertTo<double>(), axes, rotated, team: team);
        rotated.ConvertTo<T>().CopyTo(inDataSpace);
    }
}
