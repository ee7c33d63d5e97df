using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>Where a step goes: from a batch and the weights to the loss there and the direction the optimizer descends along.</summary>
public interface IDirection<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Overwrites <paramref name="direction"/>; returns the loss of the batch.</summary>
    /// <param name="batch">The samples of this step.</param>
    /// <param name="weights">Changed only by a gauge.</param>
    /// <param name="direction">Of the weights' layout; overwritten.</param>
    /// <param name="memory">What the optimizer remembers, which a gauge turns with the weights.</param>
    /// <param name="team">Threads to use where they pay.</param>
    double Evaluate(Batch batch, Weights<T> weights, Weights<T> direction, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team);

    /// <summary>Everything that a later direction depends on; none by default.</summary>
    IReadOnlyList<StateArray> State => [];
}
