using System.Globalization;

namespace LinearAutoencoders.Figures;

/// <summary>Places and labels of ticks.</summary>
internal static class Ticks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly int[] StepFactors = [1, 2, 5, 10];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten between two ends, about <paramref name="most"/> at most.</summary>
    /// <remarks>With <paramref name="wholeNumbers"/> no fractions, which make no sense for epochs.</remarks>
    public static Tick[] Linear(double low, double high, int most, bool wholeNumbers = false)
    {
        var step = Step((high - low) / (most - 1));
        if (wholeNumbers) step = Math.Max(1, step);
        var first = (long)Math.Ceiling(low / step - 1e-9);
        var last = (long)Math.Floor(high / step + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Tick.Major((first + i) * step, Format((first + i) * step)))];
    }

    /// <summary>Powers of ten, on an axis of decimal logarithms; where there is a label for each, also 2, 3, … 9 times them.</summary>
    /// <remarks>Where there are more decades than <paramref name="most"/>, every second, third … has a label.</remarks>
    public static Tick[] Logarithmic(int lowDecade, int highDecade, int most)
    {
        var every = (int)Math.Ceiling((highDecade - lowDecade + 1) / (double)most);
        var ticks = new List<Tick>();
        for (var decade = lowDecade; decade <= highDecade; decade++)
        {
            // Counted from the top: distances start at 10⁰.
            ticks.Add((highDecade - decade) % every == 0 ? Tick.Major(decade, PowerOfTen(decade)) : Tick.Minor(decade));
            if (every == 1 && decade < highDecade)
                ticks.AddRange(Enumerable.Range(2, 8).Select(digit => Tick.Minor(decade + Math.Log10(digit))));
        }
        return [.. ticks];
    }

    /// <summary>A number with thousands separated: <c>10,000</c>, <c>0.25</c>.</summary>
    public static string Format(double value) =>
        Math.Round(value, 12).ToString("#,0.############", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Ten to a whole power: <c>10⁻³</c>.</summary>
    public static string PowerOfTen(int exponent)
    {
        var digits = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']);
        return $"10{(exponent < 0 ? "⁻" : "")}{string.Concat(digits)}";
    }

    // The smallest of 1, 2, 5 times a power of ten that is not below the wanted distance.
    private static double Step(double wanted)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * StepFactors.First(factor => factor * power >= wanted * (1 - 1e-9));
    }
}
