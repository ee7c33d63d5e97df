using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>A loss of the weights that depends on the data through the four moment products alone, and its gradient.</summary>
public interface IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many parameters the objective trains besides encoder and decoder, given k; they start at zero.</summary>
    int ExtraCount(int latentDimension) => 0;

    /// <summary>The loss per sample; its sums run in double precision.</summary>
    double Loss(MomentProducts<T> products, Weights<T> weights);

    /// <summary>Overwrites <paramref name="gradient"/> with (∂L/∂W₁, ∂L/∂W₂ᵀ, ∂L/∂extras).</summary>
    void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team);
}
