using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using LinearAutoencoders.Figures.Drawing;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Figures;

/// <summary>One row of a heat-map figure: a method at several times.</summary>
/// <param name="Title">What stands beside the row, such as the method's title.</param>
/// <param name="Alignments">UᵀW₂, k × k, at each of the times; values beyond −1 and 1 show as those.</param>
public sealed record HeatMapRow(string Title, IReadOnlyList<Matrix<double>> Alignments)
{
    /// <summary>Pictures at the row's end, such as what the decoder's columns look like; null for none.</summary>
    public PictureSheet? Pictures { get; init; }
}

/// <summary>
///   Columns of a matrix shown as grey pictures, each on its own scale: 0 is middle grey, its largest magnitude black or white.
/// </summary>
/// <param name="Columns">m × k, a picture per column, its pixels row after row.</param>
/// <param name="PictureRows">Rows of pixels in a picture.</param>
/// <param name="PictureColumns">Columns of pixels in a picture.</param>
public sealed record PictureSheet(Matrix<double> Columns, int PictureRows, int PictureColumns);

/// <summary>UᵀW₂ of several methods at several times, and what their decoders learned: the paper's figure 3.</summary>
/// <remarks>An ordered, axis-aligned solution is a diagonal of ±1; a permuted one has one dark cell in each row and column.</remarks>
public sealed class HeatMapFigure : Figure
{
    private const float Left = 34;
    private const float Right = 8;
    private const float Gap = 7;
    private const float LargestPanel = 110;

    /// <summary>Values that are all below this would be a white square.</summary>
    private const double TooSmall = 0.05;

    private readonly ImmutableArray<string> columnTitles;
    private readonly ImmutableArray<HeatMapRow> rows;
    private readonly Caption caption;

    /// <summary>A figure of these rows.</summary>
    /// <param name="columnTitles">A title for each of the times, and one more where rows end in pictures.</param>
    /// <param name="rows">One or more, from the top down.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is no row, or one with more panels than there are titles.</exception>
    public HeatMapFigure(IReadOnlyList<string> columnTitles, IReadOnlyList<HeatMapRow> rows, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(columnTitles);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("a figure needs at least one row", nameof(rows));
        foreach (var row in rows) RequireValid(row, columnTitles.Count);
        this.columnTitles = [.. columnTitles];
        this.rows = [.. rows];
        caption = new Caption(title, subtitle);
    }

    internal override float Height => RowTop(rows.Length) + 20;

    private float PanelSide => Math.Min((Width - Left - Right - Gap * (columnTitles.Length - 1)) / columnTitles.Length, LargestPanel);

    private float RowTop(int row) => caption.Height + 16 + row * (PanelSide + Gap);

    private float ColumnLeft(int column) => Left + column * (PanelSide + Gap);

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        for (var j = 0; j < columnTitles.Length; j++)
            Text.Draw(
                canvas, columnTitles[j], ColumnLeft(j) + PanelSide / 2, RowTop(0) - 5, Theme.LabelSize, Theme.Ink,
                TextAnchor.Center);
        for (var i = 0; i < rows.Length; i++) DrawRow(canvas, rows[i], RowTop(i));
        DrawScale(canvas, RowTop(rows.Length) + 2);
    }

    private void DrawRow(Canvas canvas, HeatMapRow row, float top)
    {
        DrawRowTitle(canvas, row.Title, top + PanelSide / 2);
        for (var j = 0; j < row.Alignments.Count; j++) DrawHeatMap(canvas, row.Alignments[j], ColumnLeft(j), top);
        if (row.Pictures is { } pictures) DrawPictures(canvas, pictures, ColumnLeft(row.Alignments.Count), top);
    }

    private void DrawRowTitle(Canvas canvas, string title, float middle)
    {
        const float lineHeight = 1.25f * Theme.LabelSize;
        var lines = Text.Wrap(title, PanelSide, Theme.LabelSize);
        for (var i = 0; i < lines.Count; i++)
            Text.DrawUpwards(
                canvas, lines[i], Left - 5 - (lines.Count - 1 - i) * lineHeight, middle, Theme.LabelSize, Theme.Ink);
    }

    private void DrawHeatMap(Canvas canvas, Matrix<double> values, float left, float top)
    {
        var side = Raster.CellSide(PanelSide, Math.Max(values.Rows, values.Columns));
        left += (PanelSide - side * values.Columns) / 2;
        top += (PanelSide - side * values.Rows) / 2;
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(values.AsSpan()));
        // Initial weights are far too small to be seen beside ±1: they are shown on a scale of their own, which is said.
        if (largest is not (> 0 and < TooSmall)) largest = 1;
        Raster.Draw(canvas, left, top, side, values.Rows, values.Columns, (i, j) => DivergingColors.Of(values[i, j] / largest));
        if (largest < 1) DrawOwnScale(canvas, largest, left, top + side * values.Rows);
        canvas.Frame(new Area(left, top, side * values.Columns, side * values.Rows), Theme.FaintInk, Theme.FrameWidth);
    }

    private static void DrawOwnScale(Canvas canvas, double largest, float left, float bottom)
    {
        const float height = 1.4f * Theme.TickSize;
        var text = $"±{largest.ToString("0.0e0", CultureInfo.InvariantCulture)}";
        canvas.Fill(new Area(left, bottom - height, Text.Measure(text, Theme.TickSize) + 4, height), Color.White.WithAlpha(215));
        Text.Draw(canvas, text, left + 2, bottom - 0.4f * Theme.TickSize, Theme.TickSize, Theme.Ink);
    }

    private void DrawPictures(Canvas canvas, PictureSheet sheet, float left, float top)
    {
        var across = (int)Math.Ceiling(Math.Sqrt(sheet.Columns.Columns));
        var down = (sheet.Columns.Columns + across - 1) / across;
        // One cell of background between pictures.
        var (rowStep, columnStep) = (sheet.PictureRows + 1, sheet.PictureColumns + 1);
        var side = PanelSide / (Math.Max(down * rowStep, across * columnStep) - 1);
        left += (PanelSide - side * (across * columnStep - 1)) / 2;
        top += (PanelSide - side * (down * rowStep - 1)) / 2;
        var scales = Enumerable.Range(0, sheet.Columns.Columns).Select(j => LargestMagnitude(sheet.Columns, j)).ToArray();
        Raster.Draw(canvas, left, top, side, down * rowStep - 1, across * columnStep - 1, (i, j) =>
        {
            var picture = i / rowStep * across + j / columnStep;
            var (row, column) = (i % rowStep, j % columnStep);
            if (picture >= scales.Length || row == sheet.PictureRows || column == sheet.PictureColumns) return Color.White;
            return Grey(sheet.Columns[row * sheet.PictureColumns + column, picture] / scales[picture]);
        });
    }

    private static void DrawScale(Canvas canvas, float top)
    {
        const int cells = 120;
        const float side = 1, height = 6;
        var left = Left + (Width - Left - Right - cells * side) / 2;
        Raster.Draw(canvas, left, top + 2, side, (int)height, cells, (_, j) => DivergingColors.Of(2 * (j + 0.5) / cells - 1));
        var baseline = top + 2 + height / 2 + Text.CapHeight * Theme.TickSize / 2;
        Text.Draw(canvas, "UᵀW₂:  −1", left - 4, baseline, Theme.TickSize, Theme.Ink, TextAnchor.Right);
        Text.Draw(canvas, "1", left + cells * side + 4, baseline, Theme.TickSize, Theme.Ink);
    }

    private static double LargestMagnitude(Matrix<double> columns, int j) =>
        Math.Max(Enumerable.Range(0, columns.Rows).Max(i => Math.Abs(columns[i, j])), double.Epsilon);

    private static Color Grey(double value)
    {
        if (double.IsNaN(value)) return DivergingColors.Missing;
        return Color.Grey((byte)Math.Round(127.5 + 127.5 * value));
    }

    private static void RequireValid(HeatMapRow row, int titles)
    {
        var panels = row.Alignments.Count + (row.Pictures is null ? 0 : 1);
        if (panels > titles)
            throw new ArgumentException($"'{row.Title}' has {panels} panels, but there are titles for {titles}");
        if (row.Pictures is { } sheet && sheet.Columns.Rows != sheet.PictureRows * sheet.PictureColumns)
            throw new ArgumentException(
                $"'{row.Title}' has columns of {sheet.Columns.Rows} values, "
                + $"which are no {sheet.PictureRows} × {sheet.PictureColumns} pictures");
    }
}
