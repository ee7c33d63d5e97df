using System.Runtime.InteropServices;
using SkiaSharp;

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
    public static void Draw(SKCanvas canvas, float left, float top, float cellSide, int rows, int columns, Func<int, int, SKColor> color)
    {
        var pixels = (int)MathF.Ceiling(cellSide * Figure.PixelsPerPoint - 1e-3f);
        using var bitmap = new SKBitmap(new SKImageInfo(columns * pixels, rows * pixels, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var rgba = MemoryMarshal.Cast<byte, Rgba>(bitmap.GetPixelSpan());
        var width = columns * pixels;
        for (var i = 0; i < rows; i++)
        {
            var line = rgba.Slice(i * pixels * width, width);
            for (var j = 0; j < columns; j++) line.Slice(j * pixels, pixels).Fill(new Rgba(color(i, j)));
            for (var copy = 1; copy < pixels; copy++) line.CopyTo(rgba[((i * pixels + copy) * width)..]);
        }
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(left, top, columns * cellSide, rows * cellSide), new SKSamplingOptions(SKFilterMode.Linear));
    }

    // A pixel as it lies in memory in the bitmap's colour type.
    private readonly struct Rgba(SKColor color)
    {
#pragma warning disable IDE0052 // only the memory is read
        private readonly byte red = color.Red, green = color.Green, blue = color.Blue, alpha = color.Alpha;
#pragma warning restore IDE0052
    }
}
