using System.Diagnostics;

namespace LinearAutoencoders.Numerics;

/// <summary>Gamma and beta integrals, for the tails of χ², F and normal distributions.</summary>
/// <remarks>
///   Everything rests on two functions that lose no digits for large arguments (Loader 2000), where the logarithms of gamma functions
///   are large and nearly cancel: <c>Stirling</c>, what Stirling's formula leaves, and <c>Deviance</c>, how unlikely a mean is.
/// </remarks>
internal static class SpecialFunctions
{
    // Ends a continued fraction or a series: the last term no longer shows.
    private const double Negligible = 1e-17;

    // Two convergents this near each other are the same but for rounding.
    private const double Close = 2.3e-16;

    // From here on the series of Stirling's formula has all digits.
    private const double LargeArgument = 16;

    /// <summary>ln Γ(x), x &gt; 0.</summary>
    public static double LogGamma(double x) =>
        // Γ(x) = Γ(x + 1) / x, and near 1 and 2, where it is 0, differences of large terms are avoided by one step up.
        (x + 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + Stirling(x) - Math.Log(x);

    /// <summary>P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt and Q = 1 − P, each with its own digits.</summary>
    /// <param name="a">Positive.</param>
    /// <param name="x">Not negative.</param>
    public static (double Lower, double Upper) Gamma(double a, double x)
    {
        Debug.Assert(a > 0 && x >= 0);
        if (x == 0) return (0, 1);
        if (double.IsPositiveInfinity(x)) return (1, 0);
        // xᵃ e⁻ˣ / Γ(a + 1)
        var density = Math.Exp(-Stirling(a) - Deviance(a, x)) / Math.Sqrt(2 * Math.PI * a);
        if (x < a + 1)
        {
            var lower = Math.Min(1, density * LowerSeries(a, x));
            return (lower, 1 - lower);
        }
        var upper = Math.Min(1, density * a * UpperFraction(a, x));
        return (1 - upper, upper);
    }

    /// <summary>I_x(a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹(1−t)ᵇ⁻¹ dt and 1 − I, each with its own digits.</summary>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="y">1 − x, which the caller may know better than x tells.</param>
    public static (double Lower, double Upper) Beta(double a, double b, double x, double y)
    {
        Debug.Assert(a > 0 && b > 0 && x >= 0 && y >= 0);
        if (x == 0) return (0, 1);
        if (y == 0) return (1, 0);
        var n = a + b;
        // xᵃ yᵇ / B(a, b)
        var density = Math.Sqrt(a / n * b / (2 * Math.PI))
            * Math.Exp(Stirling(n) - Stirling(a) - Stirling(b) - Deviance(a, n * x) - Deviance(b, n * y));
        if (x * (n + 2) < a + 1)
        {
            var lower = Math.Min(1, density * BetaFraction(a, b, x) / a);
            return (lower, 1 - lower);
        }
        var upper = Math.Min(1, density * BetaFraction(b, a, y) / b);
        return (1 - upper, upper);
    }

    /// <summary>δ(x) = ln Γ(x + 1) − (x + ½) ln x + x − ½ ln 2π, x &gt; 0.</summary>
    private static double Stirling(double x)
    {
        var sum = 0.0;
        for (; x < LargeArgument; x++) sum += (x + 0.5) * LogOnePlus(1 / x) - 1;
        var s = 1 / (x * x);
        // Bernoulli numbers: B₂ᵢ / (2i (2i − 1)).
        return sum + (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360)))))) / x;
    }

    /// <summary>D(a, x) = a ln(a/x) + x − a, which is 0 for x = a.</summary>
    private static double Deviance(double a, double x)
    {
        var e = (x - a) / a;
        if (Math.Abs(e) > 0.5) return a * Math.Log(a / x) + x - a;
        // e − ln(1 + e) with v = e/(2 + e): ln(1 + e) = 2 (v + v³/3 + v⁵/5 + …), and e − 2v = e v.
        var v = e / (2 + e);
        var (sum, power) = (0.0, 2 * v * v * v);
        for (var i = 3; Math.Abs(power) > Negligible * e * e; i += 2, power *= v * v) sum += power / i;
        return a * (e * v - sum);
    }

    // ln(1 + x) with all digits of a small x (Kahan).
    private static double LogOnePlus(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? Math.Log(x) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>1 + x/(a+1) + x²/((a+1)(a+2)) + …</summary>
    private static double LowerSeries(double a, double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var i = 1; term > Negligible * sum; i++)
        {
            term *= x / (a + i);
            sum += term;
        }
        return sum;
    }

    /// <summary>Γ(a, x) / (xᵃ e⁻ˣ) = 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))).</summary>
    private static double UpperFraction(double a, double x) =>
        1 / Fraction(x + 1 - a, i => (i * (a - i), x + 2 * i + 1 - a));

    /// <summary>I_x(a, b) · a B(a, b) / (xᵃ yᵇ), well below the mean (DLMF 8.17.22).</summary>
    private static double BetaFraction(double a, double b, double x) => 1 / Fraction(1, i =>
    {
        var half = i / 2;
        return (i % 2 == 0
            ? half * (b - half) * x / ((a + i - 1) * (a + i))
            : -(a + half) * (a + b + half) * x / ((a + i - 1) * (a + i)), 1);
    });

    /// <summary>b₀ + a₁/(b₁ + a₂/(b₂ + …)), by the quotients of its convergents (Lentz; Thompson and Barnett).</summary>
    private static double Fraction(double first, Func<int, (double A, double B)> next)
    {
        const double tiny = 1e-300;
        var value = first == 0 ? tiny : first;
        var (above, below) = (value, 0.0);
        for (var i = 1; ; i++)
        {
            var (a, b) = next(i);
            below = b + a * below;
            below = 1 / (below == 0 ? tiny : below);
            above = b + a / above;
            if (above == 0) above = tiny;
            var factor = above * below;
            value *= factor;
            if (a == 0 || !(Math.Abs(factor - 1) > Close)) return value;
        }
    }
}
