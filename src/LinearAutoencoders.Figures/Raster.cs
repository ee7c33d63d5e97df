using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>Cells of colour in rows and columns.</summary>
internal static class Raster
{
    private const int PixelsPerPoint = 4;

    /// <summary>The side of a square cell, in points, that fits so many of them into a length; whole pixels, one at the least.</summary>
    public static float CellSide(float length, int cells) => MathF.Max(1, MathF.Floor(length * PixelsPerPoint / cells)) / PixelsPerPoint;

    /// <summary>Draws rows × columns square cells, row 0 at the top; sharp where their side is one of <see cref="CellSide"/>.</summary>
    /// <remarks>
    ///   As one picture with each cell enlarged to its pixels: separate rectangles would show seams between them, and a viewer
    ///   of an SVG would blur a picture with a pixel a cell.
    /// </remarks>
    public static void Draw(SKCanvas canvas, float left, float top, float cellSide, int rows, int columns, Func<int, int, SKColor> color)
    {
        var pixels = (int)MathF.Ceiling(cellSide * PixelsPerPoint - 1e-3f);
        using var bitmap = new SKBitmap(new SKImageInfo(columns * pixels, rows * pixels, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var cells = new SKCanvas(bitmap))
        {
            using var paint = new SKPaint();
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < columns; j++)
                {
                    paint.Color = color(i, j);
                    cells.DrawRect(j * pixels, i * pixels, pixels, pixels, paint);
                }
        }
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(left, top, columns * cellSide, rows * cellSide), new SKSamplingOptions(SKFilterMode.Linear));
    }
}
