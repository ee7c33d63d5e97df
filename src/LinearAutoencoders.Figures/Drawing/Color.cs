using System.Globalization;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>A colour in sRGB, and how opaque it is.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue, byte Alpha = byte.MaxValue)
{
    public static Color White { get; } = new(255, 255, 255);

    /// <summary>The colour that <c>#RRGGBB</c> names.</summary>
    public static Color Parse(string hex)
    {
        var rgb = int.Parse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }

    /// <summary>A grey.</summary>
    public static Color Grey(byte level) => new(level, level, level);

    /// <summary>The same colour, so opaque.</summary>
    public Color WithAlpha(byte alpha) => this with { Alpha = alpha };

    /// <summary>As <c>#RRGGBB</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}");
}
