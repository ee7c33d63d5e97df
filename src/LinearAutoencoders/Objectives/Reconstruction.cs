using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>The plain reconstruction loss, ‖X − XW₁ᵀW₂ᵀ‖² / n.</summary>
/// <remarks>
///   L₀ = tr Σ − 2⟨W₂ᵀΣ, W₁⟩ + ⟨W₂ᵀW₂, W₁ΣW₁ᵀ⟩                                                  Bao et al. 2020, (1)
///   ∂L₀/∂W₁ = 2(W₂ᵀW₂·W₁Σ − W₂ᵀΣ)   (k × m)      ∂L₀/∂W₂ᵀ = 2(W₁ΣW₁ᵀ·W₂ᵀ − W₁Σ)   (k × m)
///   O(k²m) given the products; allocates nothing. Terms of the size of tr Σ cancel in the loss.
/// </remarks>
public sealed class Reconstruction<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ScaledProducts<T> scaled = new();

    /// <inheritdoc/>
    public double Loss(MomentProducts<T> products, Weights<T> weights) => ReconstructionLoss.Of(products, weights);

    /// <inheritdoc/>
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        var two = T.CreateTruncating(2);
        scaled.Resize(weights.LatentDimension);
        scaled.SetGram(products.DecoderGram, two);
        scaled.SetCovariance(products.LatentCovariance, two);
        scaled.Gradient(products, weights, gradient, -two, team);
    }
}

/// <summary>L₀ at given weights, for objectives that contain it and for reports.</summary>
public static class ReconstructionLoss
{
    /// <summary>tr Σ − 2⟨W₂ᵀΣ, W₁⟩ + ⟨W₂ᵀW₂, W₁ΣW₁ᵀ⟩; sums in double precision.</summary>
    public static double Of<T>(MomentProducts<T> products, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        return products.Trace - 2 * Vectors.Dot(products.DecoderMoment, weights.Encoder)
            + Vectors.Dot(products.DecoderGram, products.LatentCovariance);
    }
}
