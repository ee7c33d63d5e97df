using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A direction, followed by an optimizer: the update of every method that descends along a gradient.</summary>
public sealed class GradientUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IDirection<T> direction;
    private readonly IOptimizer<T> optimizer;
    private readonly Weights<T> gradient;
    private readonly WorkerTeam team;

    /// <summary>With the optimizer and the threads of a run.</summary>
    /// <param name="direction">Where each step goes.</param>
    /// <param name="context">The run.</param>
    public GradientUpdate(IDirection<T> direction, UpdateContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(direction);
        ArgumentNullException.ThrowIfNull(context);
        this.direction = direction;
        optimizer = context.CreateOptimizer();
        gradient = context.Weights.CreateAlike();
        team = context.Team;
        State = [.. optimizer.State, .. direction.State];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State { get; }

    /// <inheritdoc/>
    public double? Step(Batch batch, Weights<T> weights, double lossBound)
    {
        var loss = direction.Evaluate(batch, weights, gradient, optimizer.Memory, team);
        if (Math.Abs(loss) <= lossBound) optimizer.Step(weights, gradient);
        return loss;
    }
}
