using System.Diagnostics;

namespace LinearAutoencoders.Numerics;

/// <summary>Above which value a share of a distribution lies.</summary>
/// <remarks>
///   The largest double above which no less than the share lies, found by bisection of the doubles between 0 and infinity: 64 steps, and
///   nothing to converge. A share near 0 keeps its digits; that is why the upper one is asked for.
/// </remarks>
internal static class Quantiles
{
    /// <summary>Of the standard normal distribution.</summary>
    /// <param name="above">The share above, from 0 to 1, both excluded.</param>
    public static double Normal(double above) => above > 0.5 ? -Normal(1 - above) : Math.Sqrt(ChiSquare(2 * above, degrees: 1));

    /// <summary>Of the χ² distribution.</summary>
    /// <param name="above">The share above, above 0, at most 1.</param>
    /// <param name="degrees">Degrees of freedom, positive; not only whole ones.</param>
    public static double ChiSquare(double above, double degrees) =>
        Bisect(above, x => SpecialFunctions.Gamma(degrees / 2, x / 2).Upper);

    /// <summary>Of Fisher's F distribution.</summary>
    /// <param name="above">The share above, above 0, at most 1.</param>
    /// <param name="numerator">Degrees of freedom above the line.</param>
    /// <param name="denominator">Degrees of freedom below it.</param>
    public static double F(double above, double numerator, double denominator) => Bisect(above, f =>
    {
        // x = d₁f / (d₁f + d₂), each of x and 1 − x without the other's rounding.
        var odds = f * (numerator / denominator);
        return SpecialFunctions.Beta(numerator / 2, denominator / 2, odds / (1 + odds), 1 / (1 + odds)).Upper;
    });

    private static double Bisect(double above, Func<double, double> upper)
    {
        Debug.Assert(above is > 0 and <= 1);
        // The bits of positive doubles are in the order of their values.
        var (low, high) = (0L, BitConverter.DoubleToInt64Bits(double.MaxValue));
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (upper(BitConverter.Int64BitsToDouble(middle)) >= above) low = middle;
            else high = middle;
        }
        return BitConverter.Int64BitsToDouble(low);
    }
}
