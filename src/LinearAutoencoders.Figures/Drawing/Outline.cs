using System.Numerics;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>What a piece of an outline is.</summary>
internal enum PieceKind
{
    /// <summary>A new contour begins at the end.</summary>
    Move,

    /// <summary>A line to the end.</summary>
    Line,

    /// <summary>A parabola to the end, drawn towards the control point.</summary>
    Parabola,

    /// <summary>A line back to where the contour began.</summary>
    Close,
}

/// <summary>A piece of an outline, from where the one before it ended.</summary>
internal readonly record struct Piece(PieceKind Kind, Vector2 End = default, Vector2 Control = default);

/// <summary>Contours of lines and parabolas, to be filled or stroked.</summary>
internal sealed class Outline
{
    // Sixteen parabolas are off a circle by 0.02 % of its radius.
    private const int PiecesOfCircle = 16;

    private readonly List<Piece> pieces = [];

    public IReadOnlyList<Piece> Pieces => pieces;

    public static Outline OfLine(Vector2 from, Vector2 to)
    {
        var outline = new Outline();
        outline.MoveTo(from);
        outline.LineTo(to);
        return outline;
    }

    public static Outline OfPoints(IReadOnlyList<Vector2> points, bool isClosed)
    {
        var outline = new Outline();
        outline.AddPoints(points, isClosed);
        return outline;
    }

    public static Outline OfArea(Area area) => OfPoints(
        [new(area.Left, area.Top), new(area.Right, area.Top), new(area.Right, area.Bottom), new(area.Left, area.Bottom)], isClosed: true);

    public static Outline OfCircle(Vector2 center, float radius)
    {
        var outline = new Outline();
        outline.MoveTo(center + new Vector2(radius, 0));
        var reach = radius / MathF.Cos(MathF.PI / PiecesOfCircle);
        for (var i = 0; i < PiecesOfCircle; i++)
            outline.ParabolaTo(center + Direction(i + 0.5f) * reach, center + Direction(i + 1) * radius);
        outline.Close();
        return outline;

        static Vector2 Direction(float part)
        {
            var (sine, cosine) = MathF.SinCos(2 * MathF.PI * part / PiecesOfCircle);
            return new Vector2(cosine, sine);
        }
    }

    public void MoveTo(Vector2 point) => pieces.Add(new Piece(PieceKind.Move, point));

    public void LineTo(Vector2 point) => pieces.Add(new Piece(PieceKind.Line, point));

    public void ParabolaTo(Vector2 control, Vector2 point) => pieces.Add(new Piece(PieceKind.Parabola, point, control));

    public void Close() => pieces.Add(new Piece(PieceKind.Close));

    public void AddPoints(IReadOnlyList<Vector2> points, bool isClosed)
    {
        if (points.Count == 0) return;
        MoveTo(points[0]);
        for (var i = 1; i < points.Count; i++) LineTo(points[i]);
        if (isClosed) Close();
    }

    public Outline Transformed(Matrix3x2 map)
    {
        var mapped = new Outline();
        mapped.pieces.AddRange(pieces.Select(
            piece => piece with { End = Vector2.Transform(piece.End, map), Control = Vector2.Transform(piece.Control, map) }));
        return mapped;
    }

    /// <summary>The contours as lines alone, off by less than can be seen where a unit is a pixel.</summary>
    public IEnumerable<(Vector2[] Points, bool IsClosed)> Flatten()
    {
        var points = new List<Vector2>();
        foreach (var piece in pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Move:
                    if (points.Count > 1) yield return ([.. points], false);
                    points = [piece.End];
                    break;
                case PieceKind.Line:
                    points.Add(piece.End);
                    break;
                case PieceKind.Parabola:
                    AddParabola(points, piece.Control, piece.End);
                    break;
                default:
                    yield return ([.. points], true);
                    points = [];
                    break;
            }
        }
        if (points.Count > 1) yield return ([.. points], false);
    }

    private static void AddParabola(List<Vector2> points, Vector2 control, Vector2 end)
    {
        const float tolerance = 0.01f;
        var start = points[^1];
        // Cut into n, it is off by |start − 2 control + end| / 8n² at most.
        var count = Math.Max(1, (int)MathF.Ceiling(MathF.Sqrt((start - 2 * control + end).Length() / (8 * tolerance))));
        for (var i = 1; i <= count; i++)
        {
            var t = i / (float)count;
            points.Add((1 - t) * (1 - t) * start + 2 * t * (1 - t) * control + t * t * end);
        }
    }
}
