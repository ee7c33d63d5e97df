using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Rewrites a gradient into the direction that the optimizer follows, such as one that no loss has as its gradient.</summary>
/// <remarks>An object belongs to one run and may keep working memory between calls.</remarks>
public interface IAugmentation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Changes <paramref name="gradient"/> in place; products and weights are those before the step.</summary>
    void Apply(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team);
}
