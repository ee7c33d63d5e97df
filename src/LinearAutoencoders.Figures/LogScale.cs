namespace LinearAutoencoders.Figures;

/// <summary>A logarithmic axis from one power of ten to another.</summary>
/// <param name="LowDecade">Exponent of its low end.</param>
/// <param name="HighDecade">Exponent of its high end.</param>
/// <param name="HasFloor">Whether some values lie at the low end because their logarithm is meaningless or missing.</param>
internal sealed record LogScale(int LowDecade, int HighDecade, bool HasFloor)
{
    // Distances in [0, 1] are computed as one minus a sum: below the rounding of float64 they are noise.
    private const double Smallest = 1e-16;
    private const int SmallestDecade = -16;

    /// <summary>An axis of this scale, on which the floor is labelled as one.</summary>
    public PanelAxis Axis(int mostTicks, string title = "")
    {
        var axis = PanelAxis.Logarithmic(LowDecade, HighDecade, mostTicks, title);
        if (!HasFloor) return axis;
        var floor = Tick.Major(LowDecade, $"≤ {Ticks.PowerOfTen(LowDecade)}");
        return axis with { Ticks = [floor, .. axis.Ticks.Skip(1)] };
    }

    /// <summary>The scale that shows these values, and has a decade below them where some are too small to be shown.</summary>
    public static LogScale For(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var shown = finite.Where(value => value >= Smallest).DefaultIfEmpty(finite.Length > 0 ? Smallest : 1).ToArray();
        // Values just above a power of ten by rounding need no further decade: they fit into the axis' padding.
        var high = (int)Math.Ceiling(Math.Log10(shown.Max()) - 0.02);
        var low = (int)Math.Floor(Math.Log10(shown.Min()));
        var hasFloor = finite.Any(value => value < Smallest);
        if (hasFloor) low = Math.Max(low - 1, SmallestDecade);
        return new LogScale(Math.Min(low, high - 1), high, hasFloor);
    }

    /// <summary>Decimal logarithms, not below the floor; what is not finite stays so.</summary>
    public double[] Apply(IReadOnlyList<double> values) => [.. values.Select(Apply)];

    /// <summary>A band on this scale.</summary>
    public Band? Apply(Band? band) => band is null ? null : new Band(Apply(band.Lower), Apply(band.Upper));

    private double Apply(double value) =>
        double.IsFinite(value) ? Math.Log10(Math.Max(value, Math.Pow(10, LowDecade))) : double.NaN;
}
