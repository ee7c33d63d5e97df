using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Tests.Golden;

/// <summary>Another optimizer, whose last gradient can be looked at.</summary>
internal sealed record SeenOptimizer(Optimizer Inner) : Optimizer
{
    /// <summary>What the last step was given, in the coordinates of the run.</summary>
    public object? Gradient { get; private set; }

    public override string Name => Inner.Name;

    public override string Title => Inner.Title;

    public override IReadOnlyList<Hyperparameter> Hyperparameters => Inner.Hyperparameters;

    public override bool CommutesWithRotations => Inner.CommutesWithRotations;

    public override bool IsScaleFree => Inner.IsScaleFree;

    public override IOptimizer<T> Create<T>(Weights<T> weights, double learningRate) =>
        new Steps<T>(this, Inner.Create(weights, learningRate));

    private sealed class Steps<T>(SeenOptimizer seen, IOptimizer<T> inner) : IOptimizer<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        public double RateFactor { get => inner.RateFactor; set => inner.RateFactor = value; }

        public IReadOnlyList<OptimizerMemory<T>> Memory => inner.Memory;

        public IReadOnlyList<StateArray> State => inner.State;

        public void Step(Weights<T> weights, Weights<T> gradient)
        {
            seen.Gradient = gradient.Clone();
            inner.Step(weights, gradient);
        }
    }
}
