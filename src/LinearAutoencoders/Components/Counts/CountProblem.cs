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
        return [.. known.Take(SpectrumRank.Of(known, Moments.Dimension)).Select(value => value * FactorOf(EffectiveCount))];
    });

    /// <summary>How leading components are looked for, where not all can be had.</summary>
    public EigenOptions Search { get; init; } = new();

    /// <summary>Whether all variances can be had: Σ, or the products of all rows, is not too large to be decomposed.</summary>
    public bool HasAllVariances => !Moments.HasRows || Math.Min(Moments.Count, Moments.Dimension) <= SolverChoice.MostSide;

    /// <summary>From eigenvalues of Σ to variances: n / (n − 1).</summary>
    public double Factor => FactorOf(EffectiveCount);

    /// <summary>All variances that are not zero, descending, divided by n − 1.</summary>
    public double[] Variances => variances.Value;

    /// <summary>The variance of each column, divided by n − 1.</summary>
    public double[] ColumnVariances => [.. Moments.Variances.Select(value => value * Factor)];

    /// <summary>Independent samples that the variances are made of: n − 1, or n where no mean is subtracted.</summary>
    public int Degrees => (int)Math.Clamp(Math.Floor(EffectiveCount) - (IsCentered ? 1 : 0), 1, int.MaxValue);

    private static double FactorOf(double effectiveCount) => effectiveCount / (effectiveCount - 1);
}

/// <summary>How many components there are to be.</summary>
/// <param name="Count">k.</param>
/// <param name="Reason">How it was found, if the user did not say it.</param>
/// <param name="Choices">What several rules found, where some were asked.</param>
internal sealed record CountDecision(int Count, string? Reason = null, IReadOnlyList<ComponentCountChoice>? Choices = null)
{
    /// <summary>The pairs themselves, where they were found on the way.</summary>
    public Eigenpairs? Pairs { get; init; }
}
