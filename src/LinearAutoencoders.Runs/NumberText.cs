using System.Globalization;

namespace LinearAutoencoders.Runs;

/// <summary>Numbers as texts for people: on screen and in reports.</summary>
internal static class NumberText
{
    /// <summary>So many significant digits, thousands separated; with a power of ten where the number would be long.</summary>
    public static string Number(double value, int digits = 4)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return "not finite";
        var size = Math.Abs(value);
        if (size is > 0 and < 0.001 or >= 1e7)
            return value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture);
        var decimals = size == 0 ? 0 : Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 12);
        return Math.Round(value, decimals).ToString("#,0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>The same as a person would type it into a command.</summary>
    public static string Typed(double value) => Number(value).Replace(",", "", StringComparison.Ordinal);

    /// <summary>Four decimals, or a power of ten when that would hide the value; what rounding has put below 0 is 0.</summary>
    public static string Distance(double value) => value is >= 0.001 or <= 0
        ? Math.Max(value, 0).ToString("0.0000", CultureInfo.InvariantCulture)
        : double.IsNaN(value) ? "–" : value.ToString("0.0e0", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits.</summary>
    public static string Loss(double value) => double.IsFinite(value) ? Number(value, digits: 6) : "not finite";

    /// <summary>A share of 1.</summary>
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary><c>1 seed</c>, <c>3 seeds</c>.</summary>
    public static string Counted(double count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>The same of an objective; a dash of a method that has none.</summary>
    public static string Loss(double value, double reconstructionLoss) =>
        double.IsNaN(value) && double.IsFinite(reconstructionLoss) ? "–" : Loss(value);

    /// <summary>A limit of a distance, as it is usually written.</summary>
    public static string Threshold(double value) => value.ToString(value < 1e-3 ? "0e-0" : "G", CultureInfo.InvariantCulture);

    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double perSecond) =>
        perSecond < 10 ? perSecond.ToString("0.0", CultureInfo.InvariantCulture) : Count(perSecond);

    public static string Seconds(double seconds) => seconds < 100
        ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : Duration(TimeSpan.FromSeconds(seconds));

    /// <summary>The same in a column that is headed so.</summary>
    public static string SecondsCell(double seconds) =>
        double.IsNaN(seconds) ? "–" : Seconds(seconds).Replace(" s", "", StringComparison.Ordinal);

    public static string Duration(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:D2}:{span.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:D2}");

    public static string Epochs(int? epoch) => epoch is { } value ? Count(value) : "–";
}
