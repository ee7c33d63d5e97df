namespace LinearAutoencoders.Training;

/// <summary>Which ways of holding Σ are exact for a run, and which of them is cheapest.</summary>
public static class MomentChoice
{
    /// <summary>Resolves <see cref="MomentKind.Auto"/> and refuses what would give another trajectory.</summary>
    /// <param name="options">The run.</param>
    /// <param name="sampleCount">n.</param>
    /// <param name="dimension">m.</param>
    /// <exception cref="ArgumentException">The kind asked for is not exact for this run; the message says which is.</exception>
    public static MomentKind Resolve(TrainingOptions options, long sampleCount, int dimension)
    {
        ArgumentNullException.ThrowIfNull(options);
        var needsSamples = options.Method == Method.NestedDropout || options.BatchSize < sampleCount;
        var asked = options.Moment;
        if (needsSamples && asked is (MomentKind.Dense or MomentKind.Spectral))
            throw new ArgumentException(options.Method == Method.NestedDropout
                ? $"nested dropout draws per sample and cannot train on a {asked.ToString().ToLowerInvariant()} moment; use auto or samples"
                : $"mini-batches need the samples; a {asked.ToString().ToLowerInvariant()} moment is of all of them; use auto or samples");
        if (asked == MomentKind.Spectral && options.Optimizer == OptimizerKind.Adam)
            throw new ArgumentException("Adam depends on the axes of data space, so a spectral moment would change its trajectory; use auto, dense or samples");
        if (asked != MomentKind.Auto) return asked;
        if (needsSamples) return MomentKind.Samples;
        if (options.Optimizer == OptimizerKind.Nesterov) return MomentKind.Spectral;
        return Smaller(sampleCount, dimension);
    }

    /// <summary>What losses of all samples are evaluated with, in a run that trains with <paramref name="run"/>.</summary>
    internal static MomentKind ForEvaluation(MomentKind run, long sampleCount, int dimension) =>
        run == MomentKind.Samples ? Smaller(sampleCount, dimension) : run;

    private static MomentKind Smaller(long sampleCount, int dimension) =>
        2 * sampleCount < dimension ? MomentKind.Samples : MomentKind.Dense;
}
