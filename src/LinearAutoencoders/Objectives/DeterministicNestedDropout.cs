using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>Deterministic nested dropout: the expectation of nested dropout's loss over the kept prefix.</summary>
/// <remarks>
///   qᵢ = P(dimension i is kept), Q = diag(q), Mᵢⱼ = q_max(i,j)   (P_D and P_L in the paper)
///   L = tr Σ − 2⟨Q·W₂ᵀΣ, W₁⟩ + ⟨M∘W₂ᵀW₂, W₁ΣW₁ᵀ⟩                        Bao et al. 2020, (6) and appendix C, times 2
///   ∂L/∂W₁ = 2((M∘W₂ᵀW₂)·W₁Σ − Q·W₂ᵀΣ)      ∂L/∂W₂ᵀ = 2((M∘W₁ΣW₁ᵀ)·W₂ᵀ − Q·W₁Σ)   (both k × m)
///   Divided by n, not 2n, as in the authors' code: the published learning rates refer to that.
/// </remarks>
public sealed class DeterministicNestedDropout<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> mask;
    private readonly T[] minusTwoKept;
    private readonly double[] kept;
    private readonly ScaledProducts<T> scaled = new();

    /// <summary>With the keep probabilities of a prior over prefixes.</summary>
    public DeterministicNestedDropout(PrefixPrior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        kept = [.. prior.KeepProbabilities];
        minusTwoKept = [.. kept.Select(q => T.CreateTruncating(-2 * q))];
        mask = new Matrix<T>(kept.Length, kept.Length);
        for (var i = 0; i < kept.Length; i++)
            for (var j = 0; j < kept.Length; j++)
                mask[i, j] = T.CreateTruncating(2 * kept[Math.Max(i, j)]);
    }

    /// <inheritdoc/>
    public double Loss(MomentProducts<T> products, Weights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        MaskProducts(products);
        var cross = 0.0;
        for (var i = 0; i < kept.Length; i++)
            cross += kept[i] * Vectors.Dot<T>(products.DecoderMoment.Row(i), weights.Encoder.Row(i));
        return products.Trace - 2 * cross + Vectors.Dot(scaled.Gram, products.LatentCovariance) / 2;
    }

    /// <inheritdoc/>
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        MaskProducts(products);
        scaled.Gradient(products, weights, gradient, minusTwoKept, team);
    }

    private void MaskProducts(MomentProducts<T> products)
    {
        scaled.Resize(kept.Length);
        TensorPrimitives.Multiply<T>(mask.AsSpan(), products.DecoderGram.AsSpan(), scaled.Gram.AsSpan());
        TensorPrimitives.Multiply<T>(mask.AsSpan(), products.LatentCovariance.AsSpan(), scaled.Covariance.AsSpan());
    }
}
