using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Uniform ℓ₂, and the components as the left singular vectors of the decoder it ends at.</summary>
/// <remarks>
///   Any W₂ at the minimum is U(I − λΣ⁻¹)^½R: its singular value decomposition has the components in order, as long as their variances
///   differ. Kunin, Bloom, Goeva and Seed 2019 (arXiv:1901.08168). Training is that of uniform ℓ₂; the rotation is done when weights are
///   read, and keeps the loss.
/// </remarks>
/// <param name="SqrtPenaltyMin">√λ₁ of the non-uniform penalties whose mean root squared is λ.</param>
/// <param name="SqrtPenaltyMax">√λ_k of those.</param>
/// <param name="Penalties">Those, k values; null: from their roots, or from the spectrum.</param>
public sealed record Kunin(
    double? SqrtPenaltyMin = null, double? SqrtPenaltyMax = null, IReadOnlyList<double>? Penalties = null)
    : UniformL2(SqrtPenaltyMin, SqrtPenaltyMax, Penalties)
{
    /// <inheritdoc/>
    public override string Name => "kunin";

    /// <inheritdoc/>
    public override string Title => "Uniform ℓ₂ and SVD";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Related;

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.OrderedAxes;

    /// <summary>Encoder and decoder in the latent axes of the decoder's singular value decomposition.</summary>
    public override void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        LatentAxes.RotateToDecoderAxes(weights, team);
    }
}
