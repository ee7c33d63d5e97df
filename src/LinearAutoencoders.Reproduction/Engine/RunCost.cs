using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>How long runs take, relative to each other: for the time left, never for a result.</summary>
internal static class RunCost
{
    /// <summary>Floating-point operations of all epochs, evaluations included.</summary>
    public static double Of(RunOptions options, PreparedData<float> data)
    {
        double n = data.Training.Count, m = data.Training.Dimension, k = options.K;
        var perEpoch = MomentChoice.Resolve(options.ToTraining(), data.Training.Count, data.Training.Dimension) switch
        {
            // A sample's prefix is 1 / (1 − ρ) long on average; gathered samples and short products run at a fifth of the speed.
            MomentKind.Samples when options.ParsedMethod == Method.NestedDropout => 40 * Math.Min(k, 1 / (1 - options.Rho)) * n * m,
            MomentKind.Samples => 8 * k * n * m,
            MomentKind.Spectral => 8 * k * k * m,
            _ => 4 * k * m * m + 8 * k * k * m,
        };
        var steps = options.BatchSize is { } size ? Math.Ceiling(n / size) : 1;
        // The metrics are in double precision.
        var evaluation = (4 * k * m * m + 24 * k * k * m) / options.EvalEvery;
        return options.Epochs * (perEpoch + steps * 30 * k * m + evaluation);
    }
}
