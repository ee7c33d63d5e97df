using System.Numerics;

namespace LinearAutoencoders.Figures;

/// <summary>Lines of many points, in page coordinates with x not decreasing, made of fewer.</summary>
internal static class Polyline
{
    // A quarter of a point is a pixel of a PNG.
    private const float ColumnWidth = 0.25f;
    private const float Tolerance = 0.05f;
    private const float SmoothingReach = 3;

    /// <summary>Of each pixel-wide column the first, highest, lowest and last point.</summary>
    /// <remarks>Every spike keeps its height, which a choice of every n-th point would not give. O(n).</remarks>
    public static Vector2[] Thin(Vector2[] points) =>
        [.. points.GroupBy(point => MathF.Floor(point.X / ColumnWidth)).SelectMany(Extremes)];

    /// <summary>
    ///   The points without which the line would run elsewhere by more than can be seen (Ramer 1972, Douglas and Peucker 1973).
    /// </summary>
    public static Vector2[] Simplify(Vector2[] points)
    {
        if (points.Length <= 2) return points;
        var kept = new bool[points.Length];
        kept[0] = kept[^1] = true;
        var spans = new Stack<(int First, int Last)>([(0, points.Length - 1)]);
        while (spans.TryPop(out var span))
        {
            var (farthest, distance) = FarthestFromChord(points, span.First, span.Last);
            if (distance <= Tolerance) continue;
            kept[farthest] = true;
            spans.Push((span.First, farthest));
            spans.Push((farthest, span.Last));
        }
        return [.. points.Where((_, i) => kept[i])];
    }

    /// <summary>The length of the line up to each point, not counting its noise.</summary>
    /// <remarks>
    ///   The length of the line through running means of the points: dashes cut by it are equally long to the eye on a smooth
    ///   curve and on a noisy one, whose own length is mostly up and down.
    /// </remarks>
    public static float[] SmoothedLengths(Vector2[] points)
    {
        var lengths = new float[points.Length];
        var (first, last, sum) = (0, 0, 0.0);
        Vector2 before = default;
        for (var i = 0; i < points.Length; i++)
        {
            // Near the ends the window narrows, so that it stays centred.
            var reach = Math.Min(SmoothingReach, Math.Min(points[i].X - points[0].X, points[^1].X - points[i].X));
            for (; last < points.Length && points[last].X <= points[i].X + reach; last++) sum += points[last].Y;
            for (; first < i && points[first].X < points[i].X - reach; first++) sum -= points[first].Y;
            var mean = new Vector2(points[i].X, (float)(sum / (last - first)));
            if (i > 0) lengths[i] = lengths[i - 1] + Vector2.Distance(before, mean);
            before = mean;
        }
        return lengths;
    }

    /// <summary>The part of a line between two of its lengths.</summary>
    /// <param name="points">The line.</param>
    /// <param name="lengths">The line's length up to each of its points.</param>
    /// <param name="from">Where the part starts, from 0 on.</param>
    /// <param name="to">Where it ends, not beyond the last length.</param>
    public static IEnumerable<Vector2> Cut(Vector2[] points, float[] lengths, float from, float to)
    {
        var (first, last) = (FirstBeyond(lengths, from), FirstBeyond(lengths, to));
        return [PointAt(points, lengths, first, from), .. points[first..last], PointAt(points, lengths, last, to)];
    }

    // The point after which the line is longer than this, or the last one.
    private static int FirstBeyond(float[] lengths, float length)
    {
        var found = Array.BinarySearch(lengths, length);
        return Math.Clamp(found >= 0 ? found + 1 : ~found, 1, lengths.Length - 1);
    }

    // The point of a given length on the piece of line that ends in point i.
    private static Vector2 PointAt(Vector2[] points, float[] lengths, int i, float length)
    {
        var step = points[i] - points[i - 1];
        var part = lengths[i] > lengths[i - 1] ? (length - lengths[i - 1]) / (lengths[i] - lengths[i - 1]) : 1;
        return points[i - 1] + new Vector2(step.X * part, step.Y * part);
    }

    private static IEnumerable<Vector2> Extremes(IEnumerable<Vector2> column)
    {
        var points = column.ToArray();
        if (points.Length <= 4) return points;
        var lowest = Array.IndexOf(points, points.MinBy(point => point.Y));
        var highest = Array.IndexOf(points, points.MaxBy(point => point.Y));
        return new[] { 0, lowest, highest, points.Length - 1 }.Distinct().Order().Select(i => points[i]);
    }

    private static (int Index, float Distance) FarthestFromChord(Vector2[] points, int first, int last)
    {
        var chord = points[last] - points[first];
        var length = Math.Max(chord.Length(), 1e-6f);
        var (farthest, distance) = (first, 0f);
        for (var i = first + 1; i < last; i++)
        {
            var offset = points[i] - points[first];
            var fromChord = Math.Abs(chord.X * offset.Y - chord.Y * offset.X) / length;
            if (fromChord > distance) (farthest, distance) = (i, fromChord);
        }
        return (farthest, distance);
    }
}
