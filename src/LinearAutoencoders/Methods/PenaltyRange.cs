namespace LinearAutoencoders.Methods;

/// <summary>The range of the roots of the ℓ₂ penalties: one pair of settings that both ℓ₂ methods have (appendix H).</summary>
internal static class PenaltyRange
{
    public const double Min = 0.1, Max = 0.9;

    public static double ValidMin(double value) => Require.Positive(value, "the smallest root of a penalty");

    public static double ValidMax(double value) => Require.Positive(value, "the largest root of a penalty");

    /// <summary>
    ///   A penalty, or a root of one, in other units. One far above all variances leaves nothing, how far ever: it stays a number.
    /// </summary>
    public static double InUnits(double value, double unit) => Math.Min(value / unit, 1e12);

    public static Hyperparameter MinOption<TMethod>(Func<TMethod, double> get, Func<TMethod, double, TMethod> with)
        where TMethod : Method =>
        Hyperparameter.Number("sqrt-penalty-min", "root of the smallest ℓ₂ penalty", get, with);

    public static Hyperparameter MaxOption<TMethod>(Func<TMethod, double> get, Func<TMethod, double, TMethod> with)
        where TMethod : Method =>
        Hyperparameter.Number("sqrt-penalty-max", "root of the largest; those between are evenly spaced", get, with);
}
