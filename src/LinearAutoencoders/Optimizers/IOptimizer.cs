using System.Numerics;

namespace LinearAutoencoders.Optimizers;

/// <summary>Takes steps along given directions; remembers what it needs between them. An object belongs to one run.</summary>
public interface IOptimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Changes the weights by one step. Allocates nothing.</summary>
    /// <param name="weights">All parameters; changed in place.</param>
    /// <param name="gradient">A direction of the same layout to descend along.</param>
    void Step(Weights<T> weights, Weights<T> gradient);

    /// <summary>What the learning rate is multiplied with from the next step on, such as by a schedule; 1 at first.</summary>
    double RateFactor { get; set; }

    /// <summary>What is remembered of the gradients, in the weights' layout: what rotates the weights must rotate these too.</summary>
    IReadOnlyList<OptimizerMemory<T>> Memory { get; }

    /// <summary>Everything that a later step depends on: the memory, and counters.</summary>
    IReadOnlyList<StateArray> State { get; }
}

/// <summary>A part of an optimizer's memory: live, to be changed in place.</summary>
/// <param name="Name">Such as <c>velocity</c>.</param>
/// <param name="Kind">How it transforms with the weights.</param>
/// <param name="Values">The values.</param>
public sealed record OptimizerMemory<T>(string Name, MemoryKind Kind, Weights<T> Values) where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>What a part of an optimizer's memory is a sum of.</summary>
public enum MemoryKind
{
    /// <summary>Gradients: under W₁ → TW₁, W₂ᵀ → T⁻ᵀW₂ᵀ the encoder's part becomes T⁻ᵀv, the decoder's Tv.</summary>
    Gradients,

    /// <summary>Gradients squared element by element: the same with the squares of the cells of T⁻ᵀ and T.</summary>
    SquaredGradients,
}
