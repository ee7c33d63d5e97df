using System.Numerics;
using System.Text;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Figures.Drawing;
using LinearAutoencoders.Numerics;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>What is drawn, beside what Skia draws of the same outlines.</summary>
public class DrawingTests
{
    private const int Side = 64;

    // Skia draws this much larger; the means of its pixels are what is covered.
    private const int Fine = 16;

    // Levels of 256: curves are lines a hundredth of a pixel off. Where insides overlap, a pixel that both cover in part has the sum.
    private const int CurveLevels = 6, OverlapLevels = 90;
    private const double MeanLevel = 0.3;

    private static readonly Outline Star = Outline.OfPoints(
        [.. Enumerable.Range(0, 5).Select(i => new Vector2(30, 33) + 27.3f * Direction(0.1f + i * 4 * MathF.PI / 5))], isClosed: true);

    [Fact]
    public void Insides_AreThoseOfSkia() => AssertLikeSkia(
        canvas => canvas.Fill(Outline.OfCircle(new Vector2(31.3f, 30.7f), 25.4f), new Color(20, 30, 90)),
        (canvas, paint) =>
        {
            paint.Color = new SKColor(20, 30, 90);
            canvas.DrawCircle(31.3f, 30.7f, 25.4f, paint);
        });

    [Fact]
    public void WhatRunsAroundTwice_IsInside() => AssertLikeSkia(
        canvas => canvas.Fill(Star, new Color(0, 0, 0, 128)),
        (canvas, paint) =>
        {
            paint.Color = new SKColor(0, 0, 0, 128);
            canvas.DrawPath(Skia(Star), paint);
        }, OverlapLevels);

    [Theory]
    [InlineData(1.2f)]
    [InlineData(6)]
    public void Lines_AreThoseOfSkia(float width)
    {
        var zigzag = Outline.OfPoints([new(5, 50), new(20, 8), new(26, 55), new(45, 30), new(47, 31), new(60, 6)], isClosed: false);
        foreach (var outline in new[] { zigzag, Star, Outline.OfArea(new Area(10, 12, 30, 41)) })
            AssertLikeSkia(canvas => canvas.Stroke(outline, Color.Parse("#2072B2"), width), (canvas, paint) =>
            {
                (paint.Color, paint.Style, paint.StrokeWidth) = (SKColor.Parse("#2072B2"), SKPaintStyle.Stroke, width);
                paint.StrokeJoin = SKStrokeJoin.Round;
                canvas.DrawPath(Skia(outline), paint);
            }, OverlapLevels);
    }

    [Fact]
    public void WhatLiesOutside_IsLeftOut()
    {
        var outside = Outline.OfPoints([new(-900, -500), new(500, 20), new(900, 700)], isClosed: true);
        AssertLikeSkia(
            canvas =>
            {
                canvas.ClipTo(new Area(8, 8, 40, 30));
                canvas.Fill(outside, new Color(0, 0, 0));
                canvas.Unclip();
            },
            (canvas, paint) =>
            {
                canvas.ClipRect(new SKRect(8, 8, 48, 38));
                canvas.DrawPath(Skia(outside), paint);
            });
    }

    [Fact]
    public void Text_IsThatOfSkia()
    {
        using var stream = typeof(Figure).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        using var typeface = SKTypeface.FromStream(stream);
        using var font = new SKFont(typeface, 12) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        foreach (var text in new[] { "Größe", "λ₁ρ ≤ 1", "Âçß·…" })
        {
            Assert.Equal(font.MeasureText(text), LinearAutoencoders.Figures.Text.Measure(text, 12), 0.02f);
            AssertLikeSkia(
                canvas => LinearAutoencoders.Figures.Text.Draw(canvas, text, 3, 30, 12, new Color(0, 0, 0)),
                (canvas, paint) =>
                {
                    using var path = font.GetTextPath(text, new SKPoint(3, 30));
                    canvas.DrawPath(path, paint);
                }, OverlapLevels);
        }
    }

    [Fact]
    public void Pdf_HasATableThatLeadsToEachObject()
    {
        using var stream = new MemoryStream();
        new HeatMapFigure(["now"], [new HeatMapRow("a", [new Matrix<double>(2, 2, [1, 0, 0, 1])])]).WritePdf(stream);
        var text = Encoding.Latin1.GetString(stream.ToArray());

        Assert.StartsWith("%PDF-1.4\n", text, StringComparison.Ordinal);
        var table = int.Parse(text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0]);
        var lines = text[table..].Split('\n');
        Assert.Equal("xref", lines[0]);
        var count = int.Parse(lines[1].Split(' ')[1]);
        for (var i = 1; i < count; i++)
            Assert.StartsWith($"{i} 0 obj", text[int.Parse(lines[2 + i].Split(' ')[0])..], StringComparison.Ordinal);
        Assert.Contains("/Subtype /Image", text, StringComparison.Ordinal);
    }

    private static void AssertLikeSkia(Action<Canvas> draw, Action<SKCanvas, SKPaint> drawWithSkia, int levels = CurveLevels)
    {
        var ours = new PixelCanvas(Side, Side, 1);
        draw(ours);
        using var bitmap = new SKBitmap(new SKImageInfo(Fine * Side, Fine * Side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.Scale(Fine);
        drawWithSkia(canvas, paint);
        canvas.Flush();

        using var decoded = SKBitmap.Decode(Png.Of(ours.Picture));
        var differences = new List<double>();
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                differences.Add(Math.Abs(decoded.GetPixel(x, y).Red - Mean(bitmap, x, y)));
        Assert.Contains(decoded.Pixels, pixel => pixel != SKColors.White);
        Assert.True(
            differences.Max() <= levels && differences.Average() <= MeanLevel,
            $"{differences.Max():0.0}, mean {differences.Average():0.000}");
    }

    private static double Mean(SKBitmap bitmap, int x, int y) => Enumerable.Range(0, Fine * Fine)
        .Average(i => bitmap.GetPixel(Fine * x + i % Fine, Fine * y + i / Fine).Red);

    private static SKPath Skia(Outline outline)
    {
        var path = new SKPath();
        foreach (var piece in outline.Pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Move: path.MoveTo(piece.End.X, piece.End.Y); break;
                case PieceKind.Line: path.LineTo(piece.End.X, piece.End.Y); break;
                case PieceKind.Parabola: path.QuadTo(piece.Control.X, piece.Control.Y, piece.End.X, piece.End.Y); break;
                default: path.Close(); break;
            }
        }
        return path;
    }

    private static Vector2 Direction(float angle) => new(MathF.Cos(angle), MathF.Sin(angle));
}
