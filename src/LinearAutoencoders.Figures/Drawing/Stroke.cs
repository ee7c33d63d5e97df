using System.Numerics;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>Lines of a width as what is filled to draw them.</summary>
internal static class Stroke
{
    /// <summary>Closed contours around a line of points, its joins round, its ends cut off.</summary>
    /// <param name="points">The line, in pixels.</param>
    /// <param name="isClosed">Whether it comes back to its first point.</param>
    /// <param name="width">In pixels.</param>
    public static IEnumerable<List<Vector2>> Of(Vector2[] points, bool isClosed, float width)
    {
        var line = points.Where((point, i) => i == 0 || point != points[i - 1]).ToList();
        if (isClosed && line.Count > 1 && line[^1] == line[0]) line.RemoveAt(line.Count - 1);
        if (line.Count < 2) yield break;
        var back = Enumerable.Reverse(line).ToList();
        if (isClosed)
        {
            // One contour outside, and one inside that runs the other way around.
            yield return Side(line, isClosed, width / 2);
            yield return Side(back, isClosed, width / 2);
        }
        else yield return [.. Side(line, isClosed, width / 2), .. Side(back, isClosed, width / 2)];
    }

    /// <summary>The line moved to its left by a distance.</summary>
    private static List<Vector2> Side(List<Vector2> line, bool isClosed, float distance)
    {
        var side = new List<Vector2>();
        var segments = isClosed ? line.Count : line.Count - 1;
        for (var i = 0; i < segments; i++)
        {
            var (from, to) = (line[i], line[(i + 1) % line.Count]);
            var offset = Offset(from, to, distance);
            side.Add(from + offset);
            side.Add(to + offset);
            if (i + 1 < segments || isClosed) AddJoin(side, to, offset, Offset(to, line[(i + 2) % line.Count], distance));
        }
        return side;
    }

    private static Vector2 Offset(Vector2 from, Vector2 to, float distance)
    {
        var along = Vector2.Normalize(to - from);
        return new Vector2(along.Y, -along.X) * distance;
    }

    /// <summary>Goes from one offset to the next around a corner: along an arc outside; inside by the corner itself.</summary>
    private static void AddJoin(List<Vector2> side, Vector2 corner, Vector2 before, Vector2 after)
    {
        const float step = 0.25f;  // radians: a fortieth of a pixel off where lines are six wide
        var turn = MathF.Atan2(before.X * after.Y - before.Y * after.X, Vector2.Dot(before, after));
        if (turn <= 0)
        {
            if (turn < 0) side.Add(corner);
            return;
        }
        for (var angle = step; angle < turn; angle += step) side.Add(corner + Vector2.Transform(before, Matrix3x2.CreateRotation(angle)));
    }
}
