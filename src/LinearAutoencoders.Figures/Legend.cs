using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>An entry of a legend: a piece of line, a marker on it or none, and what they mean.</summary>
internal sealed record LegendEntry(string Text, Color Color, Dash Pattern, MarkerShape Marker = MarkerShape.None);

/// <summary>
///   Lines and patterns, such as methods and optimizers, in rows and columns, as many columns as fit, centred across the figure.
/// </summary>
internal sealed class Legend
{
    private const float RowHeight = 12;
    private const float SwatchWidth = 20;
    private const float SwatchGap = 5;
    private const float ColumnGap = 18;

    // Row after row; null leaves a place free.
    private readonly LegendEntry?[] entries;
    private readonly float[] columnWidths;

    private Legend(LegendEntry[] lines, LegendEntry[] patterns)
    {
        (entries, columnWidths) = Enumerable.Range(1, lines.Length + patterns.Length).Reverse()
            .Select(columns => Arrange(lines, patterns, columns))
            .First(arranged => arranged.Widths.Length == 1 || arranged.Widths.Sum() + ColumnGap <= Figure.Width);
    }

    /// <summary>What these curves' colours, markers and patterns mean, each once, in the order of the curves.</summary>
    public static Legend Of(IEnumerable<CurveAppearance> appearances, bool markers)
    {
        var all = appearances.ToArray();
        var lines = all.Select(appearance => markers ? appearance.Line : appearance.Line with { Marker = MarkerShape.None }).Distinct();
        var patterns = all.Select(appearance => appearance.Pattern).Distinct().Where(pattern => pattern.Text.Length > 0);
        return new Legend([.. lines], [.. patterns.OrderBy(pattern => pattern.Pattern.HasGaps)]);
    }

    /// <summary>Height of all rows in points.</summary>
    public float Height => RowHeight * ((entries.Length + columnWidths.Length - 1) / columnWidths.Length);

    /// <summary>Draws the entries, row after row, below <paramref name="top"/>.</summary>
    public void Draw(Canvas canvas, float top)
    {
        var left = (Figure.Width - (columnWidths.Sum() - ColumnGap)) / 2;
        for (var i = 0; i < entries.Length; i++)
        {
            var column = i % columnWidths.Length;
            if (entries[i] is { } entry)
                DrawEntry(canvas, entry, left + columnWidths.Take(column).Sum(), top + RowHeight * (i / columnWidths.Length + 0.5f));
        }
    }

    private static void DrawEntry(Canvas canvas, LegendEntry entry, float x, float middle)
    {
        canvas.Stroke(CurvePath.Of(entry.Pattern, [new(x, middle), new(x + SwatchWidth, middle)]), entry.Color, Theme.CurveWidth);
        new Marker(entry.Marker, entry.Color).Draw(canvas, new Vector2(x + SwatchWidth / 2, middle));
        var baseline = middle + Text.CapHeight * Theme.LabelSize / 2;
        Text.Draw(canvas, entry.Text, x + SwatchWidth + SwatchGap, baseline, Theme.LabelSize, Theme.Ink);
    }

    private static (LegendEntry?[] Entries, float[] Widths) Arrange(LegendEntry[] lines, LegendEntry[] patterns, int columns)
    {
        // The patterns share a row where they can.
        var used = lines.Length % columns;
        var free = used + patterns.Length > columns && patterns.Length <= columns ? columns - used : 0;
        LegendEntry?[] entries = [.. lines, .. Enumerable.Repeat<LegendEntry?>(null, free), .. patterns];
        var widths = new float[columns];
        for (var i = 0; i < entries.Length; i++)
            widths[i % columns] = Math.Max(widths[i % columns], EntryWidth(entries[i]));
        return (entries, widths);
    }

    private static float EntryWidth(LegendEntry? entry) =>
        entry is null ? 0 : SwatchWidth + SwatchGap + Text.Measure(entry.Text, Theme.LabelSize) + ColumnGap;
}
