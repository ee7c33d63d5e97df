using System.Globalization;

namespace LinearAutoencoders.Components;

/// <summary>Angles for people: the same in sentences, tables and pages.</summary>
internal static class AngleText
{
    /// <summary>In degrees, as far as anybody could use it.</summary>
    public static string Degrees(double radians) => (radians * 180 / Math.PI) switch
    {
        0 => "0°",
        >= 1 and var degrees => degrees.ToString("0.0°", CultureInfo.InvariantCulture),
        >= 0.001 and var degrees => degrees.ToString("0.000°", CultureInfo.InvariantCulture),
        var degrees => degrees.ToString("0.#e0°", CultureInfo.InvariantCulture),
    };

    /// <summary>The same, or a dash where it is not known.</summary>
    public static string Degrees(double? radians) => radians is { } known ? Degrees(known) : "–";
}
