using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>The form of a marker. Open ones are white inside.</summary>
internal enum MarkerShape
{
    None,
    FilledCircle,
    OpenCircle,
    FilledSquare,
    OpenSquare,
    FilledTriangleUp,
    OpenTriangleUp,
    FilledTriangleDown,
    OpenTriangleDown,
    FilledDiamond,
    OpenDiamond,
    Cross,
    Eks,
    Asterisk,
    HashTag,
}

/// <summary>What marks a point of a curve, the same in panels and legends.</summary>
internal sealed record Marker(MarkerShape Shape, Color Ink, float Size = Theme.MarkerSize)
{
    /// <summary>What surrounds a filled marker; none by default.</summary>
    public Color? Border { get; init; }

    public void Draw(Canvas canvas, Vector2 center)
    {
        if (Shape == MarkerShape.None) return;
        var outline = Around().Transformed(Matrix3x2.CreateScale(Size / 2) * Matrix3x2.CreateTranslation(center));
        var isOpen = Shape is MarkerShape.OpenCircle or MarkerShape.OpenSquare or MarkerShape.OpenTriangleUp
            or MarkerShape.OpenTriangleDown or MarkerShape.OpenDiamond;
        var isLines = Shape is MarkerShape.Cross or MarkerShape.Eks or MarkerShape.Asterisk or MarkerShape.HashTag;
        if (!isLines) canvas.Fill(outline, isOpen ? Color.White : Ink);
        if ((isOpen || isLines ? Ink : Border) is { } line) canvas.Stroke(outline, line, Theme.MarkerLineWidth);
    }

    /// <summary>The shape around the origin, inside a circle or a square of 2 across.</summary>
    private Outline Around()
    {
        const float diagonal = 0.7071f, near = 0.577f, far = 1.155f, third = 1 / 3f;
        return Shape switch
        {
            MarkerShape.FilledCircle or MarkerShape.OpenCircle => Outline.OfCircle(Vector2.Zero, 1),
            MarkerShape.FilledSquare or MarkerShape.OpenSquare => Polygon(new(-1, -1), new(1, -1), new(1, 1), new(-1, 1)),
            MarkerShape.FilledTriangleUp or MarkerShape.OpenTriangleUp => Polygon(new(0, -far), new(1, near), new(-1, near)),
            MarkerShape.FilledTriangleDown or MarkerShape.OpenTriangleDown => Polygon(new(0, far), new(1, -near), new(-1, -near)),
            MarkerShape.FilledDiamond or MarkerShape.OpenDiamond => Polygon(new(1, 0), new(0, 1), new(-1, 0), new(0, -1)),
            MarkerShape.Cross => Lines((-1, 0, 1, 0), (0, -1, 0, 1)),
            MarkerShape.Eks => Lines((-1, -1, 1, 1), (-1, 1, 1, -1)),
            MarkerShape.Asterisk => Lines(
                (-1, 0, 1, 0), (0, -1, 0, 1), (-diagonal, -diagonal, diagonal, diagonal), (-diagonal, diagonal, diagonal, -diagonal)),
            _ => Lines((third, -1, third, 1), (-third, -1, -third, 1), (-1, third, 1, third), (-1, -third, 1, -third)),
        };

        static Outline Polygon(params Vector2[] corners) => Outline.OfPoints(corners, isClosed: true);

        static Outline Lines(params ReadOnlySpan<(float FromX, float FromY, float ToX, float ToY)> lines)
        {
            var outline = new Outline();
            foreach (var (fromX, fromY, toX, toY) in lines) outline.AddPoints([new(fromX, fromY), new(toX, toY)], isClosed: false);
            return outline;
        }
    }
}
