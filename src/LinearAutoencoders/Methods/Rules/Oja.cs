using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Oja's subspace rule: rows become an orthonormal basis of the components' span, in any rotation.</summary>
/// <remarks>D = B − CW, B = WΣ, C = WΣWᵀ. Oja 1982, of one unit; Oja and Karhunen 1985, of several.</remarks>
public sealed record Oja : OneMatrixRule
{
    /// <inheritdoc/>
    public override string Name => "oja";

    /// <inheritdoc/>
    public override string Title => "Oja’s subspace rule";

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Subspace;

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new DecayRule<T>(lowerOnly: false);
}

/// <summary>D = B − CW, or B − tril(C)W.</summary>
internal sealed class DecayRule<T>(bool lowerOnly) : IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team)
    {
        if (lowerOnly) RuleParts.NegateLower(covariance, withDiagonal: true);
        else TensorPrimitives.Negate<T>(covariance.AsSpan(), covariance.AsSpan());
        product.CopyTo(direction);
        MatrixProduct.Multiply(covariance, w, direction, accumulate: true, team);
    }
}
