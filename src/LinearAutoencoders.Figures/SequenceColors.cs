using System.Globalization;

namespace LinearAutoencoders.Figures;

/// <summary>Colours of things that have an order, the last the darkest: told apart in grey, and with any colour blindness.</summary>
public static class SequenceColors
{
    // Viridis between these ends: its yellow is too light for a line on white.
    private const double Lightest = 0.78;

    /// <summary>The colour of one of <paramref name="count"/> things, as <c>#RRGGBB</c>.</summary>
    /// <param name="index">From 0, the lightest, to <paramref name="count"/> − 1, the darkest.</param>
    /// <param name="count">How many there are.</param>
    public static string Of(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        var place = count == 1 ? 0 : Lightest * (count - 1 - index) / (count - 1);
        var color = Viridis.Of(place);
        return string.Create(CultureInfo.InvariantCulture, $"#{color.Red:X2}{color.Green:X2}{color.Blue:X2}");
    }
}
