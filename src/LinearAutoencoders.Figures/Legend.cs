using LinearAutoencoders.Training;
using ScottPlot;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>An entry of a legend: a piece of line, a marker on it or none, and what they mean.</summary>
internal sealed record LegendEntry(string Text, Color Color, Dash Pattern, MarkerShape Marker = MarkerShape.None);

/// <summary>Entries in rows and columns, as many columns as fit, centred across the figure.</summary>
internal sealed class Legend
{
    private const float RowHeight = 12;
    private const float SwatchWidth = 20;
    private const float SwatchGap = 5;
    private const float ColumnGap = 18;

    private readonly IReadOnlyList<LegendEntry> entries;
    private readonly float[] columnWidths;

    public Legend(IReadOnlyList<LegendEntry> entries, float width)
    {
        this.entries = entries;
        columnWidths = Enumerable.Range(1, entries.Count).Reverse().Select(ColumnWidths)
            .First(widths => widths.Length == 1 || widths.Sum() - ColumnGap <= width);
    }

    /// <summary>Each of these methods and optimizers once: colours and markers say the method, line patterns the optimizer.</summary>
    public static Legend Of(IEnumerable<Method> methods, IEnumerable<OptimizerKind> optimizers, bool markers)
    {
        var methodEntries = methods.Distinct().Order().Select(method => new LegendEntry(
            method.Title(), MethodStyle.Ink(method), Dash.Solid, markers ? MethodStyle.Marker(method) : MarkerShape.None));
        var optimizerEntries = optimizers.Distinct().Order().Select(optimizer => new LegendEntry(
            optimizer.Title(), Look.FaintInk, MethodStyle.Pattern(optimizer)));
        return new Legend([.. methodEntries, .. optimizerEntries], Figure.Width - 2 * ColumnGap);
    }

    /// <summary>Height of all rows in points.</summary>
    public float Height => RowHeight * ((entries.Count + columnWidths.Length - 1) / columnWidths.Length);

    /// <summary>Draws the entries, row after row, below <paramref name="top"/>.</summary>
    public void Draw(SKCanvas canvas, float top)
    {
        var left = (Figure.Width - (columnWidths.Sum() - ColumnGap)) / 2;
        for (var i = 0; i < entries.Count; i++)
        {
            var column = i % columnWidths.Length;
            DrawEntry(canvas, entries[i], left + columnWidths.Take(column).Sum(), top + RowHeight * (i / columnWidths.Length + 0.5f));
        }
    }

    private static void DrawEntry(SKCanvas canvas, LegendEntry entry, float x, float middle)
    {
        using var paint = Paint.NewDisposablePaint();
        using var line = new CurvePath(entry.Pattern).GetPath([new Pixel(x, middle), new Pixel(x + SwatchWidth, middle)]);
        Strokes.Line(entry.Color).Render(canvas, line, paint);
        if (entry.Marker != MarkerShape.None)
            Strokes.Marker(entry.Marker, entry.Color).Render(canvas, new Pixel(x + SwatchWidth / 2, middle), paint);
        var baseline = middle + Text.CapHeight * Look.LabelSize / 2;
        Text.Draw(canvas, entry.Text, x + SwatchWidth + SwatchGap, baseline, Look.LabelSize, Look.Ink.ToSKColor());
    }

    private float[] ColumnWidths(int columns)
    {
        var widths = new float[columns];
        for (var i = 0; i < entries.Count; i++)
        {
            var width = SwatchWidth + SwatchGap + Text.Measure(entries[i].Text, Look.LabelSize) + ColumnGap;
            widths[i % columns] = Math.Max(widths[i % columns], width);
        }
        return widths;
    }
}
