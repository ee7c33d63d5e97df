using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>A loss of the weights that depends on the data through the four moment products alone, and its gradient.</summary>
/// <remarks>
///   An object belongs to one run: it may keep working memory between calls, so that a step allocates nothing, but nothing that a later
///   result depends on. <see cref="Gradients.Check"/> holds a gradient against its loss.
/// </remarks>
public interface IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The loss per sample, and its gradient where one is asked for; what both need is computed once.</summary>
    /// <param name="products">W₁Σ, W₂ᵀΣ, W₁ΣW₁ᵀ, W₂ᵀW₂ at these weights.</param>
    /// <param name="weights">W₁, W₂ᵀ and extras.</param>
    /// <param name="gradient">Overwritten with (∂L/∂W₁, ∂L/∂W₂ᵀ, ∂L/∂extras); null: the loss alone.</param>
    /// <param name="team">Threads to use where they pay.</param>
    /// <returns>The loss; its sums run in double precision.</returns>
    double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team);
}
