using System.Numerics;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Methods;

/// <summary>What a method does in a step, and all that it remembers from one step to the next.</summary>
/// <remarks>
///   An object belongs to one run, which made it from an <see cref="UpdateContext{T}"/>: there are Σ, the optimizer, the learning rate,
///   the threads. A step should allocate nothing.
/// </remarks>
public interface IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes a step: changes the weights.</summary>
    /// <param name="batch">The samples of this step; <see cref="UpdateContext{T}.Moment"/> is theirs during the call.</param>
    /// <param name="weights">Changed in place.</param>
    /// <param name="lossBound">A loss that is not below this ends the run: an update that finds one leaves the weights as they are.</param>
    /// <returns>The batch's loss at the weights before the step; null where the method has no loss.</returns>
    double? Step(Batch batch, Weights<T> weights, double lossBound);

    /// <summary>Everything that a later step depends on besides the weights; none by default.</summary>
    IReadOnlyList<StateArray> State => [];
}
