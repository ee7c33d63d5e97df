namespace LinearAutoencoders.Moments;

/// <summary>Eigenvalues of Σ, as far as they are known.</summary>
/// <param name="eigenvalues">Descending: all m, or the leading ones.</param>
/// <param name="trace">tr Σ, the sum of all m.</param>
/// <param name="dimension">m.</param>
public sealed class Spectrum(IReadOnlyList<double> eigenvalues, double trace, int dimension)
{
    /// <summary>All m eigenvalues, descending.</summary>
    public Spectrum(IReadOnlyList<double> eigenvalues) : this(eigenvalues, eigenvalues.Sum(), eigenvalues.Count) { }

    /// <summary>Those that are known, descending.</summary>
    public IReadOnlyList<double> Eigenvalues { get; } = eigenvalues;

    /// <summary>tr Σ.</summary>
    public double Trace { get; } = trace;

    /// <summary>m.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>λ₁.</summary>
    public double Largest => Eigenvalues[0];

    /// <summary>Those that are more than rounding.</summary>
    public IReadOnlyList<double> WithVariance => [.. Eigenvalues.Take(Rank)];

    /// <summary>How many eigenvalues are more than rounding: above 1e-12 of the first.</summary>
    public int Rank => Eigenvalues.TakeWhile(value => value > 1e-12 * Largest).Count();

    /// <summary>The average of the eigenvalues behind the k-th; 0 when there are none.</summary>
    public double MeanDiscarded(int k) => k >= Dimension ? 0 : DiscardedVariance(k) / (Dimension - k);

    /// <summary>The sum of the eigenvalues behind the k-th: what k components leave of the variance.</summary>
    public double DiscardedVariance(int k) => Math.Max(0, k >= Dimension ? 0
        : Eigenvalues.Count == Dimension ? Eigenvalues.Skip(k).Sum() : Trace - Eigenvalues.Take(k).Sum());

    /// <summary>How far a value is from all eigenvalues but the i-th and those equal to it; 0 where it is beyond one of them.</summary>
    internal double Gap(int i, double value)
    {
        var (above, below) = (i, i);
        while (above >= 0 && Eigenvalues[above] - Eigenvalues[i] <= 1e-9 * Largest) above--;
        while (below < Eigenvalues.Count && Eigenvalues[i] - Eigenvalues[below] <= 1e-9 * Largest) below++;
        var gap = below < Eigenvalues.Count ? value - Eigenvalues[below] : double.PositiveInfinity;
        return Math.Max(0, above < 0 ? gap : Math.Min(gap, Eigenvalues[above] - value));
    }
}
