using System.Xml.Linq;
using LinearAutoencoders.Figures;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>Figures as bytes, pixels and XML.</summary>
internal static class Pictures
{
    public static byte[] Png(this Figure figure) => Bytes(figure.WritePng);

    public static SKBitmap Bitmap(this Figure figure) => SKBitmap.Decode(figure.Png());

    public static byte[] SvgBytes(this Figure figure) => Bytes(figure.WriteSvg);

    public static XDocument Svg(this Figure figure) => XDocument.Load(new MemoryStream(figure.SvgBytes()));

    /// <summary>How many pixels have exactly this colour.</summary>
    public static int Count(this SKBitmap bitmap, string hexColor)
    {
        var color = SKColor.Parse(hexColor);
        return bitmap.Pixels.AsSpan().Count(color);
    }

    /// <summary>Whether a part of the picture, given in points, has dark pixels, as text does.</summary>
    public static bool HasInk(this SKBitmap bitmap, float left, float top, float width, float height)
    {
        for (var y = (int)(top * 4); y < (top + height) * 4; y++)
            for (var x = (int)(left * 4); x < (left + width) * 4; x++)
                if (bitmap.GetPixel(x, y).Red < 0x80) return true;
        return false;
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
