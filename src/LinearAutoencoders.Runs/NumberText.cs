using System.Globalization;

namespace LinearAutoencoders.Runs;

/// <summary>Numbers as texts for people: on screen and in reports.</summary>
internal static class NumberText
{
    /// <summary>Four decimals, or a power of ten when that would hide the value.</summary>
    public static string Distance(double value) => double.IsNaN(value) ? "–"
        : Math.Abs(value) is >= 0.001 or 0 ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0.0e0", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits.</summary>
    public static string Loss(double value) =>
        double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "not finite";

    /// <summary>The same of an objective; a dash of a method that has none.</summary>
    public static string Loss(double value, double reconstructionLoss) =>
        double.IsNaN(value) && double.IsFinite(reconstructionLoss) ? "–" : Loss(value);

    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double perSecond) =>
        perSecond < 10 ? perSecond.ToString("0.0", CultureInfo.InvariantCulture) : Count(perSecond);

    public static string Seconds(double seconds) => seconds < 100
        ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : Duration(TimeSpan.FromSeconds(seconds));

    public static string Duration(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:D2}:{span.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:D2}");

    public static string Epochs(int? epoch) => epoch is { } value ? Count(value) : "–";
}
