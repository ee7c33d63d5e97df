namespace LinearAutoencoders.Data.Tables;

/// <summary>A line near the start of a text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct TextLine(long Number, string Text)
{
    /// <summary>Its cells: those that stand in quotes may hold the separator, and a quote written twice.</summary>
    /// <param name="separator">A character, or a blank for any number of blanks and tabs.</param>
    public List<TextCell> Split(char separator)
    {
        var cells = new List<TextCell>();
        var rest = separator == ' ' ? Text.AsSpan().Trim(" \t") : Text.AsSpan();
        while (true)
        {
            var padding = rest.Length - rest.TrimStart(separator == '\t' ? " " : " \t").Length;
            var closing = rest.Length > padding && rest[padding] == '"' ? ClosingQuote(rest, padding) : -1;
            var from = Math.Max(closing, 0);
            var end = separator == ' ' ? rest[from..].IndexOfAny(' ', '\t') : rest[from..].IndexOf(separator);
            if (end >= 0) end += from;
            // What goes on behind its quote is no quoted cell.
            if (closing >= 0 && !(end < 0 ? rest[(closing + 1)..] : rest[(closing + 1)..end]).IsWhiteSpace()) closing = -1;
            cells.Add(closing < 0
                ? new TextCell((end < 0 ? rest : rest[..end]).Trim().ToString(), IsQuoted: false)
                : new TextCell(rest[(padding + 1)..closing].ToString().Replace("\"\"", "\"", StringComparison.Ordinal), IsQuoted: true));
            if (end < 0) return cells;
            rest = rest[(end + 1)..];
            if (separator == ' ') rest = rest.TrimStart(" \t");
        }
    }

    private static int ClosingQuote(ReadOnlySpan<char> text, int opening)
    {
        for (var i = opening + 1; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            if (i + 1 == text.Length || text[i + 1] != '"') return i;
            i++;
        }
        return -1;
    }
}

/// <summary>A cell of a text.</summary>
internal readonly record struct TextCell(string Text, bool IsQuoted);
