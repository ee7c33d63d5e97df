using System.Numerics;

namespace LinearAutoencoders.Optimizers;

/// <summary>What takes the steps of the methods that follow a gradient.</summary>
public abstract record Optimizer : Algorithm
{
    /// <summary>The optimizers that have a name on the command line.</summary>
    public static Registry<Optimizer> Registry { get; } = new("optimizer", new Nesterov(), new Adam());

    /// <summary>Whether it does not matter to a step on which axes the parameters are written.</summary>
    public abstract bool CommutesWithRotations { get; }

    /// <summary>Whether the length of a step does not depend on the scale of the gradient.</summary>
    public abstract bool IsScaleFree { get; }

    /// <summary>The steps of one run.</summary>
    /// <param name="weights">For their layout; not changed.</param>
    /// <param name="learningRate">α, positive.</param>
    public abstract IOptimizer<T> Create<T>(Weights<T> weights, double learningRate) where T : unmanaged, IFloatingPointIeee754<T>;
}
