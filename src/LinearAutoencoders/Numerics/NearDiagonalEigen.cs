using System.Numerics;
using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>The eigenpairs of one symmetric matrix after another of the same size, most of them near a diagonal one in order.</summary>
/// <remarks>
///   By <see cref="EigenRefinement{T}"/> from the axes where that gets to rounding in a few products of matrices, which run at several
///   times the speed of a reduction and its rotations; else by <see cref="RepeatedEigen"/>, in double precision. Allocates nothing.
/// </remarks>
/// <param name="size">k.</param>
/// <param name="team">The threads to use where they pay.</param>
internal sealed class NearDiagonalEigen<T>(int size, WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly EigenRefinement<T> refinement = new(size, team);
    private readonly RepeatedEigen whole = new(size, team);
    private readonly Matrix<double> wide = new(size, size);
    private readonly Matrix<T> vectors = new(size, size);

    /// <summary>The eigenvalues, descending.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>k × k: row i is the unit eigenvector of value i, of either sign.</summary>
    public Matrix<T> Vectors { get; private set; }

    /// <summary>Decomposes A; values and vectors are overwritten.</summary>
    /// <param name="symmetric">A, k × k. Not changed.</param>
    /// <returns>False when a cell is not a finite number: then there are none.</returns>
    public bool Decompose(Matrix<T> symmetric)
    {
        if (Refine(symmetric)) return true;
        TensorPrimitives.ConvertTruncating<T, double>(symmetric.AsSpan(), wide.AsSpan());
        if (!whole.Decompose(wide)) return false;
        TensorPrimitives.ConvertTruncating<double, T>(whole.Vectors.AsSpan(), vectors.AsSpan());
        (Values, Vectors) = (whole.Values, vectors);
        return true;
    }

    /// <summary>The same by refinement alone, beside a metric G if there is one: VAVᵀ diagonal, VGVᵀ = I.</summary>
    /// <param name="symmetric">A, k × k. Not changed.</param>
    /// <param name="metric">G, k × k. Not changed.</param>
    /// <returns>False where A is far from diagonal or G far from I: then there are none.</returns>
    public bool Refine(Matrix<T> symmetric, Matrix<T>? metric = null)
    {
        if (!refinement.Refine(symmetric, metric)) return false;
        (Values, Vectors) = (refinement.Values, refinement.Vectors);
        return true;
    }
}
