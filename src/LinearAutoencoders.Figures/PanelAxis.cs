namespace LinearAutoencoders.Figures;

/// <summary>An axis of a panel: the coordinates of its two ends, its ticks and its name.</summary>
internal sealed record PanelAxis(double Low, double High, IReadOnlyList<Tick> Ticks, string Title = "")
{
    // Room between the first and last tick and the ends, as part of the length: a line at 0 or 1 does not lie on the frame.
    private const double Padding = 0.02;

    /// <summary>An axis with equal steps between two ends.</summary>
    public static PanelAxis Linear(double low, double high, int mostTicks, string title = "", bool wholeNumbers = false) =>
        Between(low, high, Figures.Ticks.Linear(low, high, mostTicks, wholeNumbers), title);

    /// <summary>An axis of decimal logarithms between two powers of ten.</summary>
    public static PanelAxis Logarithmic(int lowDecade, int highDecade, int mostTicks, string title = "") =>
        Between(lowDecade, highDecade, Figures.Ticks.Logarithmic(lowDecade, highDecade, mostTicks), title);

    /// <summary>An axis between two ends with ticks of its own.</summary>
    public static PanelAxis Between(double low, double high, IReadOnlyList<Tick> ticks, string title) =>
        new(low - Padding * (high - low), high + Padding * (high - low), ticks, title);
}
