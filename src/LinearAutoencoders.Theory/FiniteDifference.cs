namespace LinearAutoencoders.Theory;

/// <summary>Derivatives at 0 by central differences over seven points.</summary>
/// <remarks>
///   Exact for polynomials to degree 7; else off by f⁽⁷⁾h⁶/140 and f⁽⁸⁾h⁶/560. Rounding adds up to 32 · 2⁻⁵³ · |f| / h² to the second,
///   f being a sum of many terms.
/// </remarks>
internal static class FiniteDifference
{
    public static double First(Func<double, double> f, double h) =>
        (45 * (f(h) - f(-h)) - 9 * (f(2 * h) - f(-2 * h)) + (f(3 * h) - f(-3 * h))) / (60 * h);

    public static double Second(Func<double, double> f, double h) =>
        (270 * (f(h) + f(-h)) - 27 * (f(2 * h) + f(-2 * h)) + 2 * (f(3 * h) + f(-3 * h)) - 490 * f(0)) / (180 * h * h);

    /// <summary>What <see cref="Second"/> may be off by, for a function of this size whose eighth derivative is at most this.</summary>
    public static double SecondError(double h, double size, double eighthDerivative) =>
        eighthDerivative * Math.Pow(h, 6) / 560 + 32 * Math.ScaleB(1, -53) * size / (h * h);
}
