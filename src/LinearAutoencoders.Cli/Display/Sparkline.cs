namespace LinearAutoencoders.Cli.Display;

/// <summary>A curve in a few letters: log₁₀ of d_align, from 1 at the top to 10⁻⁴ and less at the bottom.</summary>
internal sealed class Sparkline
{
    public const int Width = 16;

    private const string Levels = "▁▂▃▄▅▆▇█";

    private const double Decades = 4;

    private readonly char[] letters = new char[Width];
    private int filled;

    /// <summary>Takes the next value.</summary>
    /// <param name="place">Where it belongs, from 0 to 1, not before the last one.</param>
    /// <param name="value">What is lost between two of them is as it was.</param>
    public void Add(double place, double value)
    {
        var last = (int)(Math.Clamp(place, 0, 1) * (Width - 1));
        for (; filled < last; filled++) letters[filled] = filled > 0 ? letters[filled - 1] : Letter(value);
        letters[last] = Letter(value);
        filled = Math.Max(filled, last + 1);
    }

    /// <summary>As far as there are values, and blanks.</summary>
    public override string ToString() => new string(letters, 0, filled).PadRight(Width);

    private static char Letter(double value)
    {
        if (double.IsNaN(value)) return '·';
        var height = 1 + Math.Log10(Math.Max(value, double.Epsilon)) / Decades;
        return Levels[(int)Math.Clamp(Math.Round(height * (Levels.Length - 1)), 0, Levels.Length - 1)];
    }
}
