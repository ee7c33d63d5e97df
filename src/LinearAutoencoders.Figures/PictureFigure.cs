using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A picture of numbers.</summary>
/// <param name="Caption">What stands below it; empty for nothing.</param>
/// <param name="Values">Its pixels, row after row.</param>
public sealed record PictureCell(string Caption, IReadOnlyList<double> Values);

/// <summary>Pictures in rows: components as pictures, or samples above what the components keep of them.</summary>
public sealed class PictureFigure : Figure
{
    private const float Left = 34;
    private const float Right = 8;
    private const float Gap = 6;
    private const float LargestPicture = 80;
    private const float CaptionHeight = 12;

    private readonly ImmutableArray<(string Title, ImmutableArray<PictureCell> Cells)> rows;
    private readonly (int Rows, int Columns) shape;
    private readonly bool isSigned;
    private readonly Caption caption;

    /// <summary>A figure of these pictures.</summary>
    /// <param name="rows">One or more, from the top down, each with what stands beside it.</param>
    /// <param name="shape">Rows and columns of pixels of a picture.</param>
    /// <param name="isSigned">
    ///   Whether numbers are of both signs, each picture on its own scale, blue to red; else all are grey on the scale of the first row.
    /// </param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is no picture, or one of another number of pixels.</exception>
    public PictureFigure(
        IReadOnlyList<(string Title, IReadOnlyList<PictureCell> Cells)> rows, (int Rows, int Columns) shape, bool isSigned,
        string? title = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows.Any(row => row.Cells.Count == 0)) throw new ArgumentException("a figure needs a picture", nameof(rows));
        if (rows.SelectMany(row => row.Cells).FirstOrDefault(cell => cell.Values.Count != shape.Rows * shape.Columns) is { } wrong)
            throw new ArgumentException(
                FormattableString.Invariant($"'{wrong.Caption}' has {wrong.Values.Count} values, ")
                + FormattableString.Invariant($"which are no {shape.Rows} × {shape.Columns} picture"), nameof(rows));
        this.rows = [.. rows.Select(row => (row.Title, row.Cells.ToImmutableArray()))];
        (this.shape, this.isSigned, caption) = (shape, isSigned, new Caption(title, null));
    }

    internal override float Height => RowTop(rows.Length);

    private float Side =>
        Math.Min((Width - Left - Right - Gap * (Most - 1)) / Most, LargestPicture);

    private int Most => rows.Max(row => row.Cells.Length);

    private float RowHeight => CellSide * shape.Rows + CaptionHeight + Gap;

    private float CellSide => Raster.CellSide(Side, Math.Max(shape.Rows, shape.Columns));

    private float RowTop(int i) => caption.Height + 6 + i * RowHeight;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        double[] all = [.. rows[0].Cells.SelectMany(cell => cell.Values)];
        var (low, high) = (all.Min(), Math.Max(all.Max(), all.Min() + double.Epsilon));
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, top) = (rows[i], RowTop(i));
            Text.DrawUpwards(canvas, row.Title, Left - 6, top + CellSide * shape.Rows / 2, Theme.LabelSize, Theme.Ink);
            for (var j = 0; j < row.Cells.Length; j++) DrawCell(canvas, row.Cells[j], Left + j * (Side + Gap), top, low, high);
        }
    }

    private void DrawCell(Canvas canvas, PictureCell cell, float left, float top, double low, double high)
    {
        var largest = Math.Max(cell.Values.Max(Math.Abs), double.Epsilon);
        Raster.Draw(canvas, left, top, CellSide, shape.Rows, shape.Columns, (i, j) =>
        {
            var value = cell.Values[i * shape.Columns + j];
            return isSigned ? DivergingColors.Of(value / largest) : Grey((value - low) / (high - low));
        });
        Text.Draw(
            canvas, Text.Fit(cell.Caption, Side, Theme.TickSize), left + CellSide * shape.Columns / 2, top + CellSide * shape.Rows + 9,
            Theme.TickSize, Theme.Ink, TextAnchor.Center);
    }

    // Dark ink on white paper, as the digits were written.
    private static Color Grey(double share) => Color.Grey((byte)Math.Round(255 * (1 - Math.Clamp(share, 0, 1))));
}
