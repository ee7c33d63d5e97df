using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>Moves the weights along the symmetry of the reconstruction, W₁ → TW₁, W₂ → W₂T⁻¹, which leaves W₂W₁ as it is.</summary>
/// <remarks>
///   Applied once the products of a step are known and before its gradient is taken, so that it costs no product with Σ. What the
///   optimizer remembers is in the coordinates of the old latent space: it must turn with the weights. An object belongs to one run.
/// </remarks>
public interface IGauge<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Changes weights, products and memory in place, so that they fit each other as before.</summary>
    /// <param name="products">At the weights as they come in: W₁Σ → TW₁Σ, W₂ᵀΣ → T⁻ᵀW₂ᵀΣ, W₁ΣW₁ᵀ → TW₁ΣW₁ᵀTᵀ, W₂ᵀW₂ → T⁻ᵀW₂ᵀW₂T⁻¹.</param>
    /// <param name="weights">W₁ → TW₁, W₂ᵀ → T⁻ᵀW₂ᵀ.</param>
    /// <param name="memory">What the optimizer remembers; <see cref="OptimizerMemory{T}.Kind"/> says how it transforms.</param>
    /// <param name="team">Threads to use where they pay.</param>
    void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team);

    /// <summary>Everything that a later application depends on; none by default.</summary>
    IReadOnlyList<StateArray> State => [];
}
