namespace LinearAutoencoders.Figures;

/// <summary>A logarithmic axis from one power of ten to another, with a floor for values that have no logarithm or a meaningless one.</summary>
internal sealed record LogScale(int LowDecade, int HighDecade)
{
    // Distances in [0, 1] are computed as one minus a sum: below the rounding of float64 they are noise.
    private const double Smallest = 1e-16;
    private const int SmallestDecade = -16;

    /// <summary>The scale that shows these values, and has a decade below them where some are too small to be shown.</summary>
    public static LogScale For(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var shown = finite.Where(value => value >= Smallest).DefaultIfEmpty(finite.Length > 0 ? Smallest : 1).ToArray();
        var high = (int)Math.Ceiling(Math.Log10(shown.Max()));
        var low = (int)Math.Floor(Math.Log10(shown.Min()));
        if (finite.Any(value => value < Smallest)) low--;
        low = Math.Max(low, SmallestDecade);
        return new LogScale(Math.Min(low, high - 1), high);
    }

    /// <summary>Decimal logarithms, not below the floor; what is not finite stays so.</summary>
    public double[] Apply(IReadOnlyList<double> values) => [.. values.Select(Apply)];

    /// <summary>A band on this scale.</summary>
    public Band? Apply(Band? band) => band is null ? null : new Band(Apply(band.Lower), Apply(band.Upper));

    private double Apply(double value) =>
        double.IsFinite(value) ? Math.Log10(Math.Max(value, Math.Pow(10, LowDecade))) : double.NaN;
}
