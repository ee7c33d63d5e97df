using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

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
    private static readonly TrueTypeFont Font = LoadFont();

    /// <summary>Height of a capital letter in a font of size 1.</summary>
    public const float CapHeight = 0.73f;

    /// <summary>Whether the font has a glyph for a character.</summary>
    public static bool CanShow(char character) => Font.GlyphOf(character) != 0;

    /// <summary>Width of a line of text in points.</summary>
    public static float Measure(string text, float size) =>
        text.Sum(character => (float)Font.WidthOf(Font.GlyphOf(character))) * size / Font.UnitsPerEm;

    /// <summary>Draws a line of text with its baseline at <paramref name="y"/>.</summary>
    public static void Draw(
        Canvas canvas, string text, float x, float y, float size, Color color, TextAnchor anchor = TextAnchor.Left)
    {
        var shift = anchor switch
        {
            TextAnchor.Left => 0,
            TextAnchor.Center => -Measure(text, size) / 2,
            _ => -Measure(text, size),
        };
        if (!string.IsNullOrWhiteSpace(text)) canvas.Fill(OutlineOf(text, x + shift, y, size), color);
    }

    /// <summary>Draws a line of text that reads upwards, the middle of its baseline at (x, y).</summary>
    public static void DrawUpwards(Canvas canvas, string text, float x, float y, float size, Color color)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var upwards = Matrix3x2.CreateRotation(-MathF.PI / 2, new Vector2(x, y));
        canvas.Fill(OutlineOf(text, x - Measure(text, size) / 2, y, size).Transformed(upwards), color);
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

    private static Outline OutlineOf(string text, float x, float y, float size)
    {
        var outline = new Outline();
        var scale = size / Font.UnitsPerEm;
        foreach (var character in text)
        {
            var glyph = Font.GlyphOf(character);
            Font.AddOutline(outline, glyph, new Matrix3x2(scale, 0, 0, -scale, x, y));
            x += scale * Font.WidthOf(glyph);
        }
        return outline;
    }

    private static TrueTypeFont LoadFont()
    {
        using var stream = typeof(Text).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new TrueTypeFont(bytes);
    }
}
