using ScottPlot;

namespace LinearAutoencoders.Figures;

/// <summary>From measured values to the points that are drawn.</summary>
internal static class CurvePoints
{
    /// <summary>The points before the first value that is not finite.</summary>
    public static Coordinates[] FiniteHead(IReadOnlyList<double> xs, IReadOnlyList<double> ys) =>
        [.. xs.Zip(ys, (x, y) => new Coordinates(x, y)).TakeWhile(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];

    /// <summary>As many points as are seen: of each of <paramref name="columns"/> equal parts of the x-range the first, lowest, highest and last.</summary>
    /// <remarks>Every spike keeps its height, which a choice of every n-th point would not give.</remarks>
    public static Coordinates[] Thin(Coordinates[] points, int columns)
    {
        if (points.Length <= 4 * columns) return points;
        var (left, right) = (points[0].X, points[^1].X);
        return [.. points
            .GroupBy(point => (int)((point.X - left) / (right - left) * columns))
            .SelectMany(Extremes)];
    }

    private static IEnumerable<Coordinates> Extremes(IEnumerable<Coordinates> column)
    {
        var points = column.ToArray();
        return new[] { points[0], points.MinBy(point => point.Y), points.MaxBy(point => point.Y), points[^1] }
            .Distinct().OrderBy(point => point.X);
    }
}
