using System.Numerics;
using LinearAutoencoders.Augmentations;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Objectives;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Training;

/// <summary>From options to the parts that the training loop composes. The one place that knows the methods by name.</summary>
internal static class MethodFactory
{
    /// <summary>The objective whose loss is reported; for nested dropout its expectation.</summary>
    public static IObjective<T> Objective<T>(TrainingOptions options) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = options.LatentDimension;
        return options.Method switch
        {
            Method.Reconstruction or Method.Rag => new Reconstruction<T>(),
            Method.UniformL2 => new UniformL2<T>(Penalty.UniformOf(k, options.SqrtPenaltyMin, options.SqrtPenaltyMax)),
            Method.NonUniformL2 => new NonUniformL2<T>(
                options.Penalties ?? Penalty.EvenlySpacedRoots(k, options.SqrtPenaltyMin, options.SqrtPenaltyMax)),
            Method.NestedDropout or Method.DeterministicNestedDropout =>
                new DeterministicNestedDropout<T>(PrefixPrior.Geometric(k, options.Rho)),
            Method.LinearVae => new LinearVae<T>(),
            _ => throw new ArgumentOutOfRangeException(nameof(options), $"there is no method {options.Method}"),
        };
    }

    /// <summary>The direction of a step.</summary>
    public static IStepDirection<T> Direction<T>(
        TrainingOptions options, TrainingData<T> data, ISecondMoment<T> moment, MomentProducts<T> products, RandomSource draws)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (options.Method == Method.NestedDropout)
            return new NestedDropoutDirection<T>(new NestedDropout<T>(data.Samples, options.LatentDimension),
                PrefixPrior.Geometric(options.LatentDimension, options.Rho), draws);
        var augmentation = options.Method == Method.Rag ? new Rotation<T>() : null;
        return new MomentDirection<T>(moment, Objective<T>(options), augmentation, products);
    }

    /// <summary>The optimizer, for a number of parameters.</summary>
    public static IOptimizer<T> Optimizer<T>(TrainingOptions options, double learningRate, int count)
        where T : unmanaged, IFloatingPointIeee754<T> => options.Optimizer switch
        {
            OptimizerKind.Adam => new Adam<T>(count, learningRate),
            _ => new Nesterov<T>(count, learningRate, options.Momentum),
        };
}
