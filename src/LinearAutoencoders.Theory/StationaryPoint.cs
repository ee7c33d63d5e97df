using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory;

/// <summary>
///   A stationary point of the non-uniform ℓ₂ objective: which component each latent dimension has learned, and with which sign.
/// </summary>
/// <remarks>
///   Row r of W₁ = W₂ᵀ is ±√(1 − λ_r/σᵢ²) · uᵢ for a dimension that has learned component i, and 0 for one that has learned none.
///   That is (4) and (5) of Bao et al. 2020 with the penalty of the dimension that holds a component, W₁ = (I − Λ P S⁻² Pᵀ)^½ P Uᵀ; as
///   printed they take the penalty with the component's own index, which is stationary only where P is diagonal.
///   Components beyond the k-th may be learned too, as long as λ_r &lt; σᵢ².
/// </remarks>
/// <param name="component">The component of each latent dimension, from 0; −1: none.</param>
/// <param name="negative">Whether the sign is −.</param>
public sealed class StationaryPoint(IReadOnlyList<int> component, IReadOnlyList<bool> negative)
{
    /// <summary>The component of each latent dimension, from 0; −1: none.</summary>
    public IReadOnlyList<int> Component => component;

    internal bool HasNoNegative => !negative.Contains(true);

    /// <summary>Whether P has full rank and is diagonal: a global minimum (Theorem 3).</summary>
    public bool IsOrdered => component.Select((i, r) => i == r).All(same => same);

    /// <summary>W₁ = W₂ᵀ, k × m.</summary>
    public Weights<double> Weights(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var encoder = new Matrix<double>(problem.LatentDimension, problem.DataDimension);
        for (var r = 0; r < component.Count; r++)
        {
            if (component[r] < 0) continue;
            var amplitude = Math.Sqrt(1 - problem.Penalties[r] / problem.Eigenvalues[component[r]]) * (negative[r] ? -1 : 1);
            var direction = problem.AllDirections.Row(component[r]);
            for (var j = 0; j < direction.Length; j++) encoder[r, j] = amplitude * direction[j];
        }
        return WeightAlgebra.Of(encoder, encoder);
    }

    /// <summary>The loss: tr Σ less (σᵢ² − λ_r)²/σᵢ² for each learned component.</summary>
    public double Loss(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var loss = problem.Moment.Trace;
        for (var r = 0; r < component.Count; r++)
        {
            if (component[r] < 0) continue;
            var eigenvalue = problem.Eigenvalues[component[r]];
            loss -= (eigenvalue - problem.Penalties[r]) * (eigenvalue - problem.Penalties[r]) / eigenvalue;
        }
        return loss;
    }
}
