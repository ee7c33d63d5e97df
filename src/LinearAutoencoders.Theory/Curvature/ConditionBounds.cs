using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Curvature;

/// <summary>The paper's lower bounds of the condition number, and the rate of RAG that compares with them.</summary>
/// <remarks>Condition numbers do not depend on a factor of the loss, so that the paper's 1/(2n) and our 1/n give the same.</remarks>
public static class ConditionBounds
{
    /// <summary>
    ///   Section 4.3.1: 2(k−1)(σ₁²−σ_k²)·sum_{i=2}^{k−1}(σᵢ²−σ_k²) / (σ₁²σ_k²), for the non-uniform ℓ₂ objective with the best λ.
    /// </summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="latentDimension">k.</param>
    public static double NonUniformL2(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        var (first, last) = Ends(eigenvalues, latentDimension);
        var sum = 0.0;
        for (var i = 1; i < latentDimension - 1; i++) sum += eigenvalues[i] - last;
        return 2 * (latentDimension - 1) * (first - last) * sum / (first * last);
    }

    /// <summary>Section 5: 8σ₁²(k−1)² / (σ₁²−σ_k²), for deterministic nested dropout with the best prior.</summary>
    /// <inheritdoc cref="NonUniformL2(IReadOnlyList{double}, int)"/>
    public static double DeterministicNestedDropout(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        var (first, last) = Ends(eigenvalues, latentDimension);
        return 8 * first * (latentDimension - 1.0) * (latentDimension - 1) / (first - last);
    }

    /// <summary>
    ///   The bound before the best λ are put in, (16): the largest over pairs of 2(σ₁²−σ_k²)(νᵢ+νⱼ)/((λᵢ−λⱼ)(νⱼ−νᵢ)), ν = 1 − λ/σ².
    /// </summary>
    /// <remarks>Its 2(σ₁²−σ_k²) bounds the curvature 2(σ₁²−λ₁) from below where λ₁ ≤ σ_k²; with larger λ₁ it is no bound.</remarks>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="penalties">λ, increasing, each below its σ².</param>
    public static double NonUniformL2(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        var (first, last) = Ends(eigenvalues, penalties.Count);
        return 2 * (first - last) / OptimalPenalties.Gaps(eigenvalues, penalties).Min();
    }

    /// <summary>
    ///   For RAG, from Theorem 5: the largest curvature 4σ₁² of the loss over the rate g/2 of the slowest rotation, g = min(σᵢ² − σᵢ₊₁²).
    /// </summary>
    /// <remarks>
    ///   The theorem gives a rate, not a Hessian: near the minimum a rotation decays like exp(−gt/2), so that g/2 takes the place of
    ///   the smallest curvature and the loss's largest curvature bounds the step as for the others. The paper prints g: its proof
    ///   drops the ½ of Algorithm 1's A, with which dYYᵀᵢⱼ/dt = Aᵢⱼ(yⱼⱼ − yᵢᵢ) = −½(yᵢᵢ − yⱼⱼ)yᵢⱼ. Gaps among the top k alone count.
    /// </remarks>
    /// <inheritdoc cref="NonUniformL2(IReadOnlyList{double}, int)"/>
    public static double RotationAugmentedGradient(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        Ends(eigenvalues, latentDimension);
        return 8 * eigenvalues[0] / SmallestGap(eigenvalues, latentDimension);
    }

    /// <summary>g of Theorem 5 at the minimum: the smallest difference of neighbours among the top k eigenvalues.</summary>
    /// <inheritdoc cref="NonUniformL2(IReadOnlyList{double}, int)"/>
    public static double SmallestGap(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var gaps = Enumerable.Range(0, latentDimension - 1).Select(i => eigenvalues[i] - eigenvalues[i + 1]);
        return gaps.DefaultIfEmpty(eigenvalues[0]).Min();
    }

    private static (double First, double Last) Ends(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        if (latentDimension < 1 || latentDimension > eigenvalues.Count)
            throw new ArgumentException($"k is {latentDimension}; it must be from 1 to the {eigenvalues.Count} eigenvalues of the data");
        return (eigenvalues[0], eigenvalues[latentDimension - 1]);
    }
}
