using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Optimizers;

/// <summary>Gradient descent with Nesterov momentum, in the update form of the published experiments.</summary>
/// <remarks>
///   v ← μv + g      w ← w − α(g + μv)      v starts at 0, so the first step is α(1 + μ)g      PyTorch's SGD with nesterov=True
///   Sutskever et al. 2013 state it with the gradient taken at the look-ahead point; this is the same up to a change of variable.
/// </remarks>
public sealed class Nesterov<T> : IOptimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T learningRate;
    private readonly T momentum;
    private readonly T[] velocity;

    /// <summary>For a number of parameters.</summary>
    /// <param name="count">Number of parameters.</param>
    /// <param name="learningRate">α, positive.</param>
    /// <param name="momentum">μ, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Nesterov(int count, double learningRate, double momentum = 0.9)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        if (!(momentum >= 0 && momentum < 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), $"momentum is {momentum}; it must be at least 0 and below 1");
        this.learningRate = T.CreateTruncating(learningRate);
        this.momentum = T.CreateTruncating(momentum);
        velocity = new T[count];
        State = [("velocity", velocity)];
    }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, T[] Values)> State { get; }

    /// <inheritdoc/>
    public void Restore(long steps, IReadOnlyList<T[]> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        OptimizerState.CopyInto(State, state);
        Steps = steps;
    }

    /// <inheritdoc/>
    public void Step(Span<T> weights, ReadOnlySpan<T> gradient)
    {
        // One pass over all three arrays: in three library calls they would travel through the cache three times.
        var w = MemoryMarshal.Cast<T, Vector<T>>(weights);
        var g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var v = MemoryMarshal.Cast<T, Vector<T>>(velocity.AsSpan(0, weights.Length));
        var tiny = Tiny.Threshold<T>();
        Vector<T> mu = new(momentum), alpha = new(learningRate), least = new(tiny);
        for (var i = 0; i < w.Length && i < g.Length && i < v.Length; i++)
        {
            var velocities = Tiny.Flush(mu * v[i] + g[i], least);
            v[i] = velocities;
            w[i] = Tiny.Flush(w[i] - alpha * (g[i] + mu * velocities), least);
        }
        for (var i = w.Length * Vector<T>.Count; i < weights.Length; i++)
        {
            velocity[i] = Tiny.Flush(momentum * velocity[i] + gradient[i], tiny);
            weights[i] = Tiny.Flush(weights[i] - learningRate * (gradient[i] + momentum * velocity[i]), tiny);
        }
        Steps++;
    }
}
