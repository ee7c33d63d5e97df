using System.Numerics;
using LinearAutoencoders.Augmentations;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Objectives;

namespace LinearAutoencoders.Training;

/// <summary>Where a step goes: from a batch and the weights to the loss there and the direction the optimizer descends along.</summary>
internal interface IStepDirection<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Overwrites <paramref name="direction"/>; returns the loss of the batch.</summary>
    double Evaluate(Batch batch, Weights<T> weights, Weights<T> direction, WorkerTeam team);
}

/// <summary>moment products → gradient → augmentation.</summary>
internal sealed class MomentDirection<T>(
    ISecondMoment<T> moment, IObjective<T> objective, IAugmentation<T>? augmentation, MomentProducts<T> products)
    : IStepDirection<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public double Evaluate(Batch batch, Weights<T> weights, Weights<T> direction, WorkerTeam team)
    {
        (moment as IBatchMoment<T>)?.Select(batch);
        products.Compute(moment, weights, team);
        var loss = objective.Loss(products, weights);
        objective.Gradient(products, weights, direction, team);
        augmentation?.Apply(products, weights, direction, team);
        return loss;
    }
}

/// <summary>Nested dropout, with new draws in each step.</summary>
internal sealed class NestedDropoutDirection<T>(NestedDropout<T> dropout, PrefixPrior prior, RandomSource random)
    : IStepDirection<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public double Evaluate(Batch batch, Weights<T> weights, Weights<T> direction, WorkerTeam team)
    {
        dropout.Draw(batch, prior, random);
        return dropout.Evaluate(weights, direction, team);
    }
}
