using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ in its own eigenbasis, where it is diagonal: a step costs O(k²m) flops.</summary>
/// <remarks>
///   It acts on weights that are written in the eigenbasis (<see cref="Eigenbasis"/>). That gives the same trajectory as long
///   as the optimizer commutes with rotations of data space: Nesterov momentum does, Adam does not.
/// </remarks>
public sealed class SpectralMoment<T> : ISecondMoment<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] eigenvalues;

    /// <summary>Σ = diag(eigenvalues) in its eigenbasis.</summary>
    /// <param name="eigenvalues">All m of them, in the order of the basis.</param>
    public SpectralMoment(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        this.eigenvalues = [.. eigenvalues.Select(T.CreateTruncating)];
        Trace = eigenvalues.Sum();
        DataDimension = eigenvalues.Count;
    }

    /// <summary>Σ within a subspace that holds all samples.</summary>
    /// <param name="basis">An orthonormal basis of it.</param>
    public SpectralMoment(Eigenbasis basis)
    {
        ArgumentNullException.ThrowIfNull(basis);
        eigenvalues = new T[basis.Dimension];
        for (var i = 0; i < basis.Eigenvalues.Count; i++) eigenvalues[i] = T.CreateTruncating(basis.Eigenvalues[i]);
        Trace = basis.Eigenvalues.Sum();
        DataDimension = basis.DataDimension;
    }

    /// <inheritdoc/>
    public int Dimension => eigenvalues.Length;

    /// <inheritdoc/>
    public int DataDimension { get; }

    /// <inheritdoc/>
    public double Trace { get; }

    /// <inheritdoc/>
    public void Apply(Matrix<T> w, Matrix<T> product, WorkerTeam team)
    {
        product.RequireShape(w.Rows, Dimension);
        for (var i = 0; i < w.Rows; i++) TensorPrimitives.Multiply(w.Row(i), eigenvalues, product.Row(i));
    }
}
