namespace LinearAutoencoders.Methods;

/// <summary>Non-uniform ℓ₂, each step preceded by the rotation of the latent space at which its penalty is least.</summary>
/// <remarks>
///   After Bamler and Mandt 2018 (arXiv:1803.03234): a full step, then one on the symmetry-breaking part of the loss alone, along the
///   directions that leave the rest as it is. Theirs are rotations of each time step's embeddings, moved by preconditioned gradients; here
///   there is one rotation, whose minimum is known: that of <see cref="GaugeKind.Rotation"/>. Written from memory of the paper.
/// </remarks>
/// <param name="SqrtPenaltyMin">√λ₁, positive.</param>
/// <param name="SqrtPenaltyMax">√λ_k, above √λ₁.</param>
/// <param name="Penalties">λ, k values, positive, strictly increasing; null: from their roots, or from the spectrum.</param>
public sealed record Goldstone(
    double? SqrtPenaltyMin = null, double? SqrtPenaltyMax = null, IReadOnlyList<double>? Penalties = null)
    : NonUniformL2(SqrtPenaltyMin, SqrtPenaltyMax, Penalties)
{
    /// <inheritdoc/>
    public override string Name => "goldstone";

    /// <inheritdoc/>
    public override string Title => "Goldstone rotations";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Related;

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.Rotation];
}
