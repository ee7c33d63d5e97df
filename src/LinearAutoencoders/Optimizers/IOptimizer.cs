using System.Numerics;

namespace LinearAutoencoders.Optimizers;

/// <summary>Takes steps along given directions; remembers what it needs between them.</summary>
public interface IOptimizer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Changes the weights by one step. Allocates nothing.</summary>
    /// <param name="weights">All parameters; changed in place.</param>
    /// <param name="gradient">A direction of the same length to descend along.</param>
    void Step(Span<T> weights, ReadOnlySpan<T> gradient);

    /// <summary>Number of steps taken.</summary>
    long Steps { get; }

    /// <summary>What is remembered between steps, as named arrays of the weights' length; with the steps, all of the state.</summary>
    IReadOnlyList<(string Name, T[] Values)> State { get; }

    /// <summary>Puts back a state: arrays in the order of <see cref="State"/>.</summary>
    /// <exception cref="ArgumentException">The number or the length of the arrays differs.</exception>
    void Restore(long steps, IReadOnlyList<T[]> state);
}
