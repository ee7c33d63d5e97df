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
    private readonly UpdateContext<T> context;
    private readonly long[] steps = [0];

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
        this.context = context;
        State = [.. optimizer.State, .. direction.State];
        if (context.Schedule != ScheduleKind.Constant) State = [.. State, StateArray.Of("schedule-steps", steps.AsMemory())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State { get; }

    /// <inheritdoc/>
    public double? Step(Batch batch, Weights<T> weights, double lossBound)
    {
        var loss = direction.Evaluate(batch, weights, gradient, optimizer.Memory, team);
        if (!(Math.Abs(loss) <= lossBound)) return loss;
        optimizer.RateFactor = context.RateFactor(steps[0]++);
        optimizer.Step(weights, gradient);
        return loss;
    }
}
