using System.Numerics;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>Draws into a white picture.</summary>
internal sealed class PixelCanvas : Canvas
{
    private readonly float scale;
    private readonly Coverage coverage = new();
    private (int Left, int Top, int Right, int Bottom) bounds;

    /// <summary>A canvas of so many points and pixels to each.</summary>
    public PixelCanvas(float width, float height, float scale)
    {
        this.scale = scale;
        Picture = new Pixels((int)MathF.Round(width * scale), (int)MathF.Ceiling(height * scale - 0.01f));
        Picture.Bytes.AsSpan().Fill(byte.MaxValue);
        Unclip();
    }

    public Pixels Picture { get; }

    public override void Fill(Outline outline, Color color) =>
        Paint([.. outline.Transformed(Matrix3x2.CreateScale(scale)).Flatten().Select(contour => contour.Points)], color);

    public override void Stroke(Outline outline, Color color, float width)
    {
        foreach (var (points, isClosed) in outline.Transformed(Matrix3x2.CreateScale(scale)).Flatten())
            Paint([.. Drawing.Stroke.Of(points, isClosed, width * scale)], color);
    }

    public override void Draw(Pixels picture, Area area)
    {
        var (left, top) = ((int)MathF.Round(area.Left * scale), (int)MathF.Round(area.Top * scale));
        var (width, height) = ((int)MathF.Round(area.Width * scale), (int)MathF.Round(area.Height * scale));
        for (var y = Math.Max(0, bounds.Top - top); y < Math.Min(height, bounds.Bottom - top); y++)
        {
            var from = picture.Row(y * picture.Height / height);
            var to = Picture.Row(top + y);
            for (var x = Math.Max(0, bounds.Left - left); x < Math.Min(width, bounds.Right - left); x++)
                from.Slice(x * picture.Width / width * 3, 3).CopyTo(to[((left + x) * 3)..]);
        }
    }

    public override void ClipTo(Area area) => bounds = (
        Math.Max(0, (int)MathF.Round(area.Left * scale)), Math.Max(0, (int)MathF.Round(area.Top * scale)),
        Math.Min(Picture.Width, (int)MathF.Round(area.Right * scale)), Math.Min(Picture.Height, (int)MathF.Round(area.Bottom * scale)));

    public override void Unclip() => bounds = (0, 0, Picture.Width, Picture.Height);

    private void Paint(IReadOnlyList<IReadOnlyList<Vector2>> contours, Color color) =>
        coverage.Paint(contours, bounds, (left, y, covered) => Blend(Picture.Row(y)[(left * 3)..], covered, color));

    private static void Blend(Span<byte> row, ReadOnlySpan<float> covered, Color color)
    {
        for (var x = 0; x < covered.Length; x++)
        {
            if (covered[x] == 0) continue;
            var share = covered[x] * color.Alpha / byte.MaxValue;
            var pixel = row.Slice(x * 3, 3);
            pixel[0] = Mixed(pixel[0], color.Red, share);
            pixel[1] = Mixed(pixel[1], color.Green, share);
            pixel[2] = Mixed(pixel[2], color.Blue, share);
        }
    }

    private static byte Mixed(byte below, byte above, float share) => (byte)(below + (above - below) * share + 0.5f);
}
