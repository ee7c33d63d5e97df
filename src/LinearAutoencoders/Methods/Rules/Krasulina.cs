namespace LinearAutoencoders.Methods;

/// <summary>The matrix form of Krasulina's rule: an orthonormal basis of the components' span, in any rotation.</summary>
/// <remarks>
///   D = B − C(WWᵀ)⁻¹W, then orthonormal rows (QR): WWᵀ = I at the start of every step, so that D = B − CW. Krasulina 1969, of one
///   unit; Tang 2019 (arXiv:1904.01750), of several, written from memory of the paper. If Σ has rank k it converges exponentially in
///   mini-batches too: its noise vanishes at the solution.
/// </remarks>
public sealed record Krasulina : OneMatrixRule
{
    /// <inheritdoc/>
    public override string Name => "krasulina";

    /// <inheritdoc/>
    public override string Title => "Matrix Krasulina";

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Subspace;

    private protected override bool StartsOrthonormal => true;

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new DecayRule<T>(lowerOnly: false);

    internal override IRetraction<T> CreateRetraction<T>(int k, int m) => new OrthonormalStep<T>(k, m);
}
