using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>One gauge after the other.</summary>
internal sealed class GaugeChain<T>(params IGauge<T>[] gauges) : IGauge<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public IReadOnlyList<StateArray> State { get; } = [.. gauges.SelectMany(gauge => gauge.State)];

    /// <inheritdoc/>
    public void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        foreach (var gauge in gauges) gauge.Apply(products, weights, memory, team);
    }
}
