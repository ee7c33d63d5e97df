using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Cells of colour in rows and columns.</summary>
internal static class Raster
{
    /// <summary>The side of a square cell, in points, that fits so many of them into a length; whole pixels, one at the least.</summary>
    public static float CellSide(float length, int cells) =>
        MathF.Max(1, MathF.Floor(length * Figure.PixelsPerPoint / cells)) / Figure.PixelsPerPoint;

    /// <summary>Draws rows × columns square cells, row 0 at the top; sharp where their side is one of <see cref="CellSide"/>.</summary>
    /// <remarks>
    ///   As one picture with each cell enlarged to its pixels: separate rectangles would show seams between them, and a viewer
    ///   of an SVG would blur a picture with a pixel a cell.
    /// </remarks>
    public static void Draw(Canvas canvas, float left, float top, float cellSide, int rows, int columns, Func<int, int, Color> color)
    {
        var side = (int)MathF.Ceiling(cellSide * Figure.PixelsPerPoint - 1e-3f);
        var picture = new Pixels(columns * side, rows * side);
        for (var i = 0; i < rows; i++)
        {
            var first = picture.Row(i * side);
            for (var j = 0; j < columns; j++) Paint(first.Slice(3 * j * side, 3 * side), color(i, j));
            for (var copy = 1; copy < side; copy++) first.CopyTo(picture.Row(i * side + copy));
        }
        canvas.Draw(picture, new Area(left, top, columns * cellSide, rows * cellSide));
    }

    private static void Paint(Span<byte> pixels, Color color)
    {
        for (var x = 0; x < pixels.Length; x += 3) (pixels[x], pixels[x + 1], pixels[x + 2]) = (color.Red, color.Green, color.Blue);
    }
}
