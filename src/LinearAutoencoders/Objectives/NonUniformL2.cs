using System.Globalization;
using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>Non-uniform ℓ₂: latent dimension i pays λᵢ for its encoder row and its decoder column.</summary>
/// <remarks>
///   L = L₀ + sumᵢ λᵢ(‖W₁[i,:]‖² + ‖W₂[:,i]‖²)                                                  Bao et al. 2020, (3)
///   ∂L/∂W₁ = ∂L₀/∂W₁ + 2ΛW₁   (k × m)      ∂L/∂W₂ᵀ = ∂L₀/∂W₂ᵀ + 2ΛW₂ᵀ   (k × m)
///   λᵢ itself; the authors' code keeps a list of √λᵢ.
/// </remarks>
public sealed class NonUniformL2<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] penalties;
    private readonly Reconstruction<T> reconstruction = new();

    /// <summary>With penalties λ.</summary>
    /// <param name="penalties">λ, k values, positive, strictly increasing. Theorem 2 also wants λ_k &lt; σ_k²; training does not.</param>
    /// <exception cref="ArgumentException">A penalty is not positive, or not above the one before it.</exception>
    public NonUniformL2(IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        for (var i = 0; i < penalties.Count; i++)
            if (!(penalties[i] > (i == 0 ? 0 : penalties[i - 1])))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"penalty {i + 1} is {penalties[i]}; penalties must be positive and strictly increasing"), nameof(penalties));
        this.penalties = [.. penalties.Select(T.CreateTruncating)];
    }

    /// <inheritdoc/>
    public double Loss(MomentProducts<T> products, Weights<T> weights) =>
        ReconstructionLoss.Of(products, weights) + Penalty.Loss(penalties, weights);

    /// <inheritdoc/>
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        reconstruction.Gradient(products, weights, gradient, team);
        Penalty.AddGradient(penalties, weights, gradient);
    }
}
