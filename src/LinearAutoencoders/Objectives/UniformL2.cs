using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>Uniform ℓ₂: every weight pays the same λ. Its minima are the components up to a rotation.</summary>
/// <remarks>
///   L = L₀ + λ(‖W₁‖² + ‖W₂‖²)                                                                   Bao et al. 2020, (2)
///   ∂L/∂W₁ = ∂L₀/∂W₁ + 2λW₁   (k × m)      ∂L/∂W₂ᵀ = ∂L₀/∂W₂ᵀ + 2λW₂ᵀ   (k × m)
/// </remarks>
public sealed class UniformL2<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T penalty;
    private readonly Reconstruction<T> reconstruction = new();
    private T[] penalties = [];

    /// <summary>With penalty λ, not its root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not a number.</exception>
    public UniformL2(double penalty)
    {
        if (!(penalty >= 0)) throw new ArgumentOutOfRangeException(nameof(penalty), $"the penalty is {penalty}; it must be 0 or more");
        this.penalty = T.CreateTruncating(penalty);
    }

    /// <inheritdoc/>
    public double Loss(MomentProducts<T> products, Weights<T> weights) =>
        ReconstructionLoss.Of(products, weights) + Penalty.Loss(PenaltiesOf(weights), weights);

    /// <inheritdoc/>
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        reconstruction.Gradient(products, weights, gradient, team);
        Penalty.AddGradient(PenaltiesOf(weights), weights, gradient);
    }

    private ReadOnlySpan<T> PenaltiesOf(Weights<T> weights)
    {
        if (penalties.Length != weights.LatentDimension)
        {
            penalties = new T[weights.LatentDimension];
            Array.Fill(penalties, penalty);
        }
        return penalties;
    }
}
