namespace LinearAutoencoders.Data;

/// <summary>How data is read or drawn.</summary>
public sealed record DataOptions
{
    /// <summary>
    ///   Subtract each feature's mean. <c>synthetic</c> is used as drawn, as published, whatever this says. Default: true.
    /// </summary>
    public bool Center { get; init; } = true;

    /// <summary>What <c>synthetic</c> draws. Default: the paper's recipe (appendix H.2) with seed 0.</summary>
    public SyntheticOptions Synthetic { get; init; } = new();

    /// <summary>How the columns of files are read and used. Default: all that hold numbers, as they are.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>With fewer there is nothing to learn; a model can be applied to one.</summary>
    internal int LeastSamples { get; init; } = 2;
}

/// <summary>The normal samples that <c>synthetic</c> stands for. Values out of range throw when they are set.</summary>
public sealed record SyntheticOptions
{
    /// <summary>m, the number of features, at least 1. Default: 1000.</summary>
    public int Dimension
    {
        get;
        init => field = AtLeast(1, value, nameof(Dimension));
    } = 1000;

    /// <summary>n, the number of samples, at least 2. Default: 5000.</summary>
    public int Samples
    {
        get;
        init => field = AtLeast(2, value, nameof(Samples));
    } = 5000;

    /// <summary>Eigenvalues of the population's covariance. Default: equally spaced from 100 down to 1.</summary>
    public EvenSpectrum Spectrum { get; init; } = new(largest: 100, smallest: 1);

    /// <summary>Determines every number drawn. Default: 0.</summary>
    public ulong Seed { get; init; }

    private static int AtLeast(int least, int value, string name) => value >= least
        ? value
        : throw new ArgumentException($"{name} of synthetic data is {value}; choose {least} or more");
}

/// <summary>Equally spaced eigenvalues, the largest first.</summary>
/// <remarks>
///   They are variances: standard deviations are their roots. The paper's text spaces singular values; its code, these.
/// </remarks>
public sealed record EvenSpectrum
{
    /// <summary>From <paramref name="largest"/> down to <paramref name="smallest"/>.</summary>
    /// <exception cref="ArgumentException">Not 0 ≤ smallest ≤ largest, or largest not finite.</exception>
    public EvenSpectrum(double largest, double smallest)
    {
        if (!(smallest >= 0 && smallest <= largest && double.IsFinite(largest)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"eigenvalues from {largest} down to {smallest} are no spectrum; choose 0 ≤ smallest ≤ largest"));
        }
        Largest = largest;
        Smallest = smallest;
    }

    /// <summary>The first eigenvalue.</summary>
    public double Largest { get; }

    /// <summary>The last eigenvalue.</summary>
    public double Smallest { get; }

    /// <summary>
    ///   Eigenvalue <paramref name="index"/>, from 0, of <paramref name="count"/>; a single one is the largest.
    /// </summary>
    public double Value(int index, int count) =>
        count == 1 ? Largest : Largest + (Smallest - Largest) * index / (count - 1);
}
