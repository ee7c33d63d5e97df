using System.Globalization;

namespace LinearAutoencoders;

/// <summary>Checks of settings. Each returns the value, or throws with the value and what it must be.</summary>
internal static class Require
{
    public static int AtLeast(int least, int value, string what) => value >= least ? value
        : throw new ArgumentOutOfRangeException(null, Text($"{what} is {value}; it must be at least {least}"));

    public static double Positive(double value, string what) => double.IsFinite(value) && value > 0 ? value
        : throw new ArgumentOutOfRangeException(null, Text($"{what} is {value}; it must be a positive number"));

    /// <summary>low ≤ value &lt; high.</summary>
    public static double FromTo(double low, double value, double high, string what) => value >= low && value < high ? value
        : throw Outside(low, value, high, what);

    /// <summary>low &lt; value &lt; high.</summary>
    public static double Between(double low, double value, double high, string what) => value > low && value < high ? value
        : throw Outside(low, value, high, what);

    public static string OneOf(IReadOnlyList<string> choices, string value, string what) => choices.Contains(value) ? value
        : throw new ArgumentException($"{what} is '{value}'; use one of {string.Join(", ", choices)}");

    public static TKind Existing<TKind>(TKind value, string what) where TKind : struct, Enum => Enum.IsDefined(value) ? value
        : throw new ArgumentOutOfRangeException(null, $"{what} is {value}; choose one of {string.Join(", ", Enum.GetNames<TKind>())}");

    private static ArgumentOutOfRangeException Outside(double low, double value, double high, string what) =>
        new(null, Text($"{what} is {value}; it must lie between {low} and {high}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
