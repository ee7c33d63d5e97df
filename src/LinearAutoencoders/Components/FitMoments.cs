using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>The moments that components are fitted to, and what was done to the rows before.</summary>
/// <param name="Moments">Of the rows weighted and scaled.</param>
/// <param name="Scale">What each row was divided by, once its mean was subtracted; null: nothing.</param>
/// <param name="EffectiveCount">n, or what weights leave of it.</param>
/// <param name="MeanOf">The mean, when it is asked for.</param>
internal sealed record FitMoments(
    DataMoments Moments, double[]? Scale, double EffectiveCount, Func<IReadOnlyList<double>> MeanOf)
{
    /// <summary>What was subtracted from each row, not scaled.</summary>
    /// <remarks>Σ has it in it: asked for before Σ is made, it takes a pass of its own.</remarks>
    public IReadOnlyList<double> Mean => MeanOf();

    /// <summary>What is to be said of the data in the model.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether this is not yet what was asked for, because of a stop.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Of rows, or of what is left of them.</summary>
    public static FitMoments OfRows(ISampleSource source, FitOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (options.Weights is not null && source is LostRows)
            throw new ArgumentException("rows of which only the sum is left cannot be weighted; weight them before they are added");
        var weighted = options.Weights is { } weights
            ? WeightedSource.Of(source, weights, options.Center, team, cancellationToken) : null;
        // Weighted rows come less their mean already.
        var plain = MomentsOf(weighted ?? source, options.Center && weighted is null);
        var effective = weighted?.EffectiveCount ?? plain.Count;
        if (effective <= 1)
            throw new BadDataException(Invariant($"{source.Name} has {plain.Count} sample of any weight; components need 2 or more"));
        var scale = options.Scale.Resolve(plain, effective);
        var moments = scale is null ? plain : MomentsOf(ScaledSource.Of(plain.Source, scale), plain.IsCentered);
        return new(moments, scale, effective, () => weighted?.Mean ?? plain.Mean);

        DataMoments MomentsOf(ISampleSource rows, bool center) => new(rows, center, team, cancellationToken: cancellationToken);
    }

    /// <summary>Of rows with missing values, which are estimated together with the components.</summary>
    public static FitMoments OfIncomplete(ISampleSource source, FitOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (options.Weights is not null)
            throw new ArgumentException("missing values of weighted rows cannot be estimated; leave out weights, or rows with such values");
        if (source is LostRows)
            throw new ArgumentException("of rows of which only the sum is left no value can be estimated; give the rows");
        if (options.Components.LooksAtSpectrum)
            throw new ArgumentException(
                "missing values are estimated by as many components as are fitted; give a number of them, such as 3");
        var observed = ObservedColumns.Of(source, team, cancellationToken);
        var plain = observed.Moments(source.Name, team);
        var scale = options.Scale.Resolve(plain, observed.Rows);
        var count = options.Components.Resolve(new(plain, observed.Rows, options.Center, team, cancellationToken)).Count;
        var found = new IncompleteMoments(
            source, observed, scale, count, options.Center, team, options.Search.Stop, cancellationToken).Run();
        double[] mean = [.. found.Moments.Mean.Select((value, j) => value * (scale?[j] ?? 1))];
        return new(found.Moments, scale, observed.Rows, () => mean) { Settings = found.Settings, IsInterrupted = found.IsInterrupted };
    }
}
