using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Colours of numbers from −1, blue, over 0, white, to 1, red; safe for common colour blindness.</summary>
internal static class DivergingColors
{
    // Five steps of ColorBrewer's RdBu on either side of white (Harrower and Brewer 2003).
    private static readonly Color[] Negative = Parse("#FFFFFF", "#D1E5F0", "#92C5DE", "#4393C3", "#2166AC", "#053061");
    private static readonly Color[] Positive = Parse("#FFFFFF", "#FDDBC7", "#F4A582", "#D6604D", "#B2182B", "#67001F");

    /// <summary>What is not a number: a grey that is no colour of the map.</summary>
    public static readonly Color Missing = Color.Parse("#B0B0B0");

    /// <summary>The colour of a value; beyond −1 and 1 that of the nearer end.</summary>
    public static Color Of(double value)
    {
        if (double.IsNaN(value)) return Missing;
        var colors = value < 0 ? Negative : Positive;
        var place = Math.Min(Math.Abs(value), 1) * (colors.Length - 1);
        var below = Math.Min((int)place, colors.Length - 2);
        return Mix(colors[below], colors[below + 1], place - below);
    }

    /// <summary>A colour between two, a part of the way from the first.</summary>
    public static Color Mix(Color a, Color b, double part) => new(
        (byte)Math.Round(a.Red + (b.Red - a.Red) * part),
        (byte)Math.Round(a.Green + (b.Green - a.Green) * part),
        (byte)Math.Round(a.Blue + (b.Blue - a.Blue) * part));

    private static Color[] Parse(params string[] hex) => [.. hex.Select(Color.Parse)];
}
