using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>moment products → gauge, if any → gradient → augmentations.</summary>
internal sealed class MomentDirection<T>(
    ISecondMoment<T> moment, IObjective<T> objective, IReadOnlyList<IAugmentation<T>> augmentations, IGauge<T>? gauge)
    : IDirection<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private MomentProducts<T>? products;

    public IReadOnlyList<StateArray> State { get; } = gauge?.State ?? [];

    public double Evaluate(
        Batch batch, Weights<T> weights, Weights<T> direction, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        products ??= new MomentProducts<T>(weights.LatentDimension, weights.DataDimension);
        products.Compute(moment, weights, team);
        gauge?.Apply(products, weights, memory, team);
        var loss = objective.Evaluate(products, weights, direction, team);
        for (var i = 0; i < augmentations.Count; i++) augmentations[i].Apply(products, weights, direction, team);
        return loss;
    }
}
