using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>
///   μ-EigenGame, "EigenGame Unloaded": the same players, with penalties that are linear in Σ and so unbiased in mini-batches.
/// </summary>
/// <remarks>
///   Γ = B − tril₋(C)W, strictly lower      D = Γ − diag(ΓWᵀ)W, then rows of unit length
///   Gemp, McWilliams, Vernade and Graepel 2021 (arXiv:2102.04152); written from memory of the paper and checked by where it converges.
/// </remarks>
public sealed record MuEigenGame : OneMatrixRule
{
    /// <inheritdoc/>
    public override string Name => "mu-eigengame";

    /// <inheritdoc/>
    public override string Title => "μ-EigenGame";

    private protected override bool StartsOrthonormal => true;

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new Rule<T>();

    internal override IRetraction<T> CreateRetraction<T>(int k, int m) => new UnitRowsStep<T>();

    private sealed class Rule<T> : IMatrixRule<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Write(Matrix<T> w, Matrix<T> product, Matrix<T> covariance, Matrix<T> direction, WorkerTeam team)
        {
            RuleParts.NegateLower(covariance, withDiagonal: false);
            product.CopyTo(direction);
            MatrixProduct.Multiply(covariance, w, direction, accumulate: true, team);
            RuleParts.RemoveOwnPart(w, direction);
        }
    }
}
