using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Training;

/// <summary>Which ways of holding Σ are exact for a run, and which of them is cheapest.</summary>
internal static class MomentChoice
{
    /// <summary>Resolves <see cref="MomentKind.Auto"/> and refuses what would give another trajectory.</summary>
    /// <param name="options">The run.</param>
    /// <param name="sampleCount">n.</param>
    /// <param name="dimension">m.</param>
    /// <exception cref="ArgumentException">The kind asked for is not exact for this run; the message says which is.</exception>
    public static MomentKind Resolve(TrainingOptions options, long sampleCount, int dimension)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (method, asked) = (options.Method, options.Moment);
        var kind = asked.ToString().ToLowerInvariant();
        var needsSamples = method.NeedsSamples || options.BatchSize < sampleCount;
        if (needsSamples && asked is (MomentKind.Dense or MomentKind.Spectral))
            throw new ArgumentException(method.NeedsSamples
                ? $"{method.Name} looks at samples one by one and cannot train on a {kind} moment; use auto or samples"
                : $"mini-batches need the samples; a {kind} moment is of all of them; use auto or samples");
        if (asked == MomentKind.Spectral && AxisBound(options) is { } bound)
            throw new ArgumentException(
                $"{bound.Title} depends on the axes of data space, so a spectral moment would change its trajectory; "
                + "use auto, dense or samples");
        if (asked != MomentKind.Auto) return asked;
        if (needsSamples) return MomentKind.Samples;
        if (AxisBound(options) is null) return MomentKind.Spectral;
        return Smaller(sampleCount, dimension);
    }

    /// <summary>What losses of all samples are evaluated with, in a run that trains with <paramref name="run"/>.</summary>
    internal static MomentKind ForEvaluation(MomentKind run, long sampleCount, int dimension) =>
        run == MomentKind.Samples ? Smaller(sampleCount, dimension) : run;

    private static MomentKind Smaller(long sampleCount, int dimension) =>
        2 * sampleCount < dimension ? MomentKind.Samples : MomentKind.Dense;

    /// <summary>What of the run depends on the axes of data space; null when nothing does.</summary>
    private static Algorithm? AxisBound(TrainingOptions options) =>
        !options.Method.CommutesWithRotations ? options.Method
        : options.Method.TakesOptimizer && !options.Optimizer.CommutesWithRotations ? options.Optimizer
        : null;
}
