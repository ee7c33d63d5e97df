using System.Globalization;

namespace LinearAutoencoders.Cli.Display;

/// <summary>Text in lines of a width, broken between words alone.</summary>
internal static class Words
{
    /// <summary>Lines no wider than this, as far as its words allow.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        if (Width(text) <= width) return [text];
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width(lines[^1]) + 1 + Width(word) <= width) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return lines;
    }

    /// <summary>As many pieces of a list as fit into a line, and an ellipsis for the others.</summary>
    public static string Fit(string start, IReadOnlyList<string> pieces, string separator, int width)
    {
        for (var count = pieces.Count; count >= 0; count--)
        {
            var line = start + string.Join(separator, count == pieces.Count ? pieces : [.. pieces.Take(count), "…"]);
            if (Width(line) <= width) return line;
        }
        return start;
    }

    /// <summary>Characters as a reader counts them.</summary>
    public static int Width(string text) => Ascii(text) ? text.Length : new StringInfo(text).LengthInTextElements;

    private static bool Ascii(string text) => text.All(char.IsAscii);
}
