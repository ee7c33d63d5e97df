namespace LinearAutoencoders.Moments;

/// <summary>What is known of Σ's eigenvalues: all of them, or the largest and the sum of all.</summary>
public sealed class Spectrum
{
    /// <summary>Some or all eigenvalues.</summary>
    /// <param name="values">The largest eigenvalues, descending.</param>
    /// <param name="trace">tr Σ, the sum of all.</param>
    /// <param name="dimension">m, how many there are.</param>
    /// <exception cref="ArgumentException">There is no value, or there are more than m.</exception>
    public Spectrum(IReadOnlyList<double> values, double trace, int dimension)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 1 || values.Count > dimension)
            throw new ArgumentException($"{values.Count} eigenvalues of {dimension}; give one at least, and no more than there are");
        (Values, Trace, Dimension) = (values, trace, dimension);
    }

    /// <summary>All eigenvalues, descending.</summary>
    public Spectrum(IReadOnlyList<double> values)
        : this(values, (values ?? throw new ArgumentNullException(nameof(values))).Sum(), values.Count) { }

    /// <summary>The eigenvalues that are known, the largest, descending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>tr Σ, the sum of all eigenvalues.</summary>
    public double Trace { get; }

    /// <summary>m, how many eigenvalues there are.</summary>
    public int Dimension { get; }

    /// <summary>σ₁², the largest.</summary>
    public double Largest => Values[0];

    /// <summary>The average of the eigenvalues behind the first <paramref name="k"/>; 0 where there are none.</summary>
    /// <remarks>Of the values themselves where all are known, else of what the trace leaves to them.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The first k are not all known.</exception>
    public double MeanDiscarded(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (Values.Count == Dimension) return Values.Skip(k).DefaultIfEmpty(0).Average();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, Values.Count);
        return Math.Max(0, Trace - Values.Take(k).Sum()) / (Dimension - k);
    }
}
