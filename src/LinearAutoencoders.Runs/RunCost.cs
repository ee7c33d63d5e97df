using LinearAutoencoders.Methods;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>How long runs take, relative to each other: for their order and the time left, never for a result.</summary>
internal static class RunCost
{
    /// <summary>Floating-point operations of all epochs, evaluations included.</summary>
    public static double Of(TrainingOptions options, long sampleCount, int dimension)
    {
        double n = sampleCount, m = dimension, k = options.LatentDimension;
        var perEpoch = options.Method.EpochCost(
            new ProblemSize(sampleCount, dimension, options.LatentDimension), MomentChoice.Resolve(options, sampleCount, dimension));
        var steps = options.BatchSize is { } size ? Math.Ceiling(n / size) : 1;
        // The metrics are in double precision.
        var evaluation = (4 * k * m * m + 24 * k * k * m) / options.EvaluateEvery;
        return options.Epochs * (perEpoch + steps * 30 * k * m + evaluation);
    }
}
