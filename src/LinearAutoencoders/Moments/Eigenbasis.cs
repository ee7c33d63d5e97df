using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The rotation of data space between its own axes and the eigenvectors of Σ; computed in double precision.</summary>
/// <param name="axes">m × m, row i the eigenvector of the i-th eigenvalue.</param>
public sealed class Eigenbasis(Matrix<double> axes)
{
    /// <summary>Coordinates in the eigenbasis of rows given in data space: w · Vᵀ.</summary>
    public void Enter<T>(Matrix<T> w, Matrix<T> inEigenbasis, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rotated = new Matrix<double>(w.Rows, axes.Rows);
        MatrixProduct.MultiplyByTransposed(w.ConvertTo<double>(), axes, rotated, team: team);
        rotated.ConvertTo<T>().CopyTo(inEigenbasis);
    }

    /// <summary>Rows in data space of coordinates in the eigenbasis: w · V.</summary>
    public void Leave<T>(Matrix<T> w, Matrix<T> inDataSpace, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rotated = new Matrix<double>(w.Rows, axes.Columns);
        MatrixProduct.Multiply(w.ConvertTo<double>(), axes, rotated, team: team);
        rotated.ConvertTo<T>().CopyTo(inDataSpace);
    }
}
