namespace LinearAutoencoders.Methods;

/// <summary>Sanger's generalized Hebbian algorithm: row i becomes the i-th component.</summary>
/// <remarks>
///   D = B − tril(C)W, the lower triangle with its diagonal: each unit sees what those before it leave. Sanger 1989. The paper's
///   rotation augmented gradient on a decoder that is the encoder's transpose is this rule (section 6.1).
/// </remarks>
public sealed record GeneralizedHebbian : OneMatrixRule
{
    /// <inheritdoc/>
    public override string Name => "gha";

    /// <inheritdoc/>
    public override string Title => "Generalized Hebbian";

    /// <inheritdoc/>
    internal override IMatrixRule<T> CreateRule<T>(int k, int m) => new DecayRule<T>(lowerOnly: true);
}
