using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Data whose components are to be counted.</summary>
/// <param name="Moments">Its moments, scaled and weighted as they are fitted.</param>
/// <param name="EffectiveCount">n, or what weights leave of it; above 1.</param>
/// <param name="IsCentered">Whether a mean was subtracted, by the moments or before.</param>
/// <param name="Team">The threads to use.</param>
/// <param name="CancellationToken">Stops what takes long.</param>
internal sealed record CountProblem(
    DataMoments Moments, double EffectiveCount, bool IsCentered, WorkerTeam Team, CancellationToken CancellationToken)
{
    private readonly Lazy<double[]> variances = new(() =>
    {
        var known = Moments.Spectrum.Eigenvalues;
        return [.. known.Take(SpectrumRank.Of(known, Moments.Dimension)).Select(value => value * Factor(EffectiveCount))];
    });

    /// <summary>All variances that are not zero, descending, divided by n − 1.</summary>
    public double[] Variances => variances.Value;

    /// <summary>The variance of each column, divided by n − 1.</summary>
    public double[] ColumnVariances => [.. Moments.Variances.Select(value => value * Factor(EffectiveCount))];

    /// <summary>Independent samples that the variances are made of: n − 1, or n where no mean is subtracted.</summary>
    public int Degrees => (int)Math.Clamp(Math.Floor(EffectiveCount) - (IsCentered ? 1 : 0), 1, int.MaxValue);

    private static double Factor(double effectiveCount) => effectiveCount / (effectiveCount - 1);
}

/// <summary>How many components there are to be.</summary>
/// <param name="Count">k.</param>
/// <param name="Reason">How it was found, if the user did not say it.</param>
/// <param name="Choices">What several rules found, where some were asked.</param>
internal sealed record CountDecision(int Count, string? Reason = null, IReadOnlyList<ComponentCountChoice>? Choices = null);
