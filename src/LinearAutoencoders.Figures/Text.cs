using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>Which point of a line of text lies at the given place.</summary>
internal enum TextAnchor
{
    Left,
    Center,
    Right,
}

/// <summary>All text in figures: outlines of the embedded DejaVu Sans, which has the Greek letters, sub- and superscripts.</summary>
/// <remarks>
///   Outlines, not text: a figure without fonts on the machine would silently lose its labels, one with other fonts would
///   differ, and an SVG's text would look different in each viewer.
/// </remarks>
internal static class Text
{
    private static readonly SKTypeface Typeface = LoadTypeface();

    /// <summary>Height of a capital letter in a font of size 1.</summary>
    public const float CapHeight = 0.73f;

    /// <summary>Whether the font has a glyph for a character.</summary>
    public static bool CanShow(char character) => Typeface.ContainsGlyphs(character.ToString());

    /// <summary>Width of a line of text in points.</summary>
    public static float Measure(string text, float size)
    {
        using var font = Font(size);
        return font.MeasureText(text);
    }

    /// <summary>Draws a line of text with its baseline at <paramref name="y"/>.</summary>
    public static void Draw(
        SKCanvas canvas, string text, float x, float y, float size, SKColor color, TextAnchor anchor = TextAnchor.Left)
    {
        using var font = Font(size);
        var shift = anchor switch
        {
            TextAnchor.Left => 0,
            TextAnchor.Center => -font.MeasureText(text) / 2,
            _ => -font.MeasureText(text),
        };
        using var outline = font.GetTextPath(text, new SKPoint(x + shift, y));
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawPath(outline, paint);
    }

    /// <summary>Draws a line of text that reads upwards, the middle of its baseline at (x, y).</summary>
    public static void DrawUpwards(SKCanvas canvas, string text, float x, float y, float size, SKColor color)
    {
        canvas.Save();
        canvas.RotateDegrees(-90, x, y);
        Draw(canvas, text, x, y, size, color, TextAnchor.Center);
        canvas.Restore();
    }

    /// <summary>The text itself, or as much of its start as fits into a width, and an ellipsis.</summary>
    public static string Fit(string text, float width, float size)
    {
        if (Measure(text, size) <= width) return text;
        var length = text.Length;
        while (length > 0 && Measure($"{text[..length]}…", size) > width) length--;
        return $"{text[..length]}…";
    }

    /// <summary>Breaks a text between words into lines that are not wider than this, as far as its words allow.</summary>
    public static IReadOnlyList<string> Wrap(string text, float width, float size)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines.Count > 0 ? $"{lines[^1]} {word}" : word;
            if (lines.Count > 0 && Measure(longer, size) <= width) lines[^1] = longer;
            else lines.Add(word);
        }
        return lines;
    }

    // Without hinting the outlines scale with the canvas, whatever its resolution.
    private static SKFont Font(float size) =>
        new(Typeface, size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };

    private static SKTypeface LoadTypeface()
    {
        using var stream = typeof(Text).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        return SKTypeface.FromStream(stream);
    }
}
