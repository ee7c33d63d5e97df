using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>SVG files from drawings on a canvas.</summary>
internal static partial class Svg
{
    /// <summary>Writes what <paramref name="draw"/> draws on a white page of the given size.</summary>
    public static void Write(Stream stream, float width, float height, Action<SKCanvas> draw)
    {
        using var content = new MemoryStream();
        var page = SKRect.Create(width, height);
        // The file is complete only when the canvas is disposed of.
        using (var canvas = SKSvgCanvas.Create(page, content))
        {
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(page, white);
            draw(canvas);
        }
        stream.Write(Encoding.UTF8.GetBytes(Renumbered(Scalable(Encoding.UTF8.GetString(content.ToArray()), width, height))));
    }

    // Skia counts its names up over the life of the process; counted within the file, the same figure gives the same bytes.
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return Name().Replace(svg, name =>
        {
            numbers.TryAdd(name.Value, numbers.Count);
            return string.Create(CultureInfo.InvariantCulture, $"{name.Groups["kind"]}_{numbers[name.Value]}");
        });
    }

    // A name where it is given, id="cl_2f", and where it is used, url(#cl_2f).
    [GeneratedRegex("""(?<=id="|url\(#|href="#)(?<kind>[a-z]+)_[0-9a-f]+""")]
    private static partial Regex Name();

    // Skia writes a width and a height but no view box, without which the drawing does not follow a change of the two.
    private static string Scalable(string svg, float width, float height)
    {
        var viewBox = string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" ");
        var start = svg.IndexOf("<svg ", StringComparison.Ordinal);
        return string.Concat(svg.AsSpan(0, start), viewBox, svg.AsSpan(start + "<svg ".Length));
    }
}
