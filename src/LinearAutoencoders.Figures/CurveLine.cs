using LinearAutoencoders.Training;
using ScottPlot;

namespace LinearAutoencoders.Figures;

/// <summary>A curve in the look of its method and optimizer: band, line, sparse markers, and a cross where it stops early.</summary>
internal sealed class CurveLine(Method method, OptimizerKind optimizer)
{
    private const int MarkersPerCurve = 6;
    private const int FewPoints = 12;

    /// <summary>Whether some points carry the method's marker.</summary>
    public bool Markers { get; init; }

    /// <summary>Where the markers sit, from 0 to 1 of their distance: differs between curves, so that markers do not hide each other.</summary>
    public double MarkerPhase { get; init; }

    /// <summary>Draws the curve up to its first value that is not finite.</summary>
    public void AddTo(Plot plot, IReadOnlyList<double> xs, IReadOnlyList<double> ys, Band? band)
    {
        var points = FiniteHead(xs, ys);
        if (points.Length == 0) return;
        if (band is not null) AddBand(plot, xs, band);
        var line = plot.Add.ScatterLine(points);
        line.LineStyle = Strokes.Line(Ink);
        line.PathStrategy = new CurvePath(MethodStyle.Pattern(optimizer));
        var stopsEarly = points.Length < xs.Count;
        var marked = Marked(points).Where(point => !stopsEarly || point != points[^1]);
        AddMarkers(plot, [.. marked], Markers ? MethodStyle.Marker(method) : MarkerShape.FilledCircle, Look.MarkerSize);
        if (stopsEarly) AddMarkers(plot, [points[^1]], MarkerShape.Eks, Look.CrossSize);
    }

    private Color Ink => MethodStyle.Ink(method);

    private static Coordinates[] FiniteHead(IReadOnlyList<double> xs, IReadOnlyList<double> ys) =>
        [.. xs.Zip(ys, (x, y) => new Coordinates(x, y)).TakeWhile(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];

    private Coordinates[] Marked(Coordinates[] points)
    {
        if (points.Length <= FewPoints) return points;
        if (!Markers) return [];
        var (left, right) = (points[0].X, points[^1].X);
        return [.. Enumerable.Range(0, MarkersPerCurve)
            .Select(i => left + (i + MarkerPhase) / MarkersPerCurve * (right - left))
            .Select(x => points.MinBy(point => Math.Abs(point.X - x)))];
    }

    private void AddMarkers(Plot plot, Coordinates[] points, MarkerShape shape, float size)
    {
        if (points.Length > 0) plot.Add.Markers(points).MarkerStyle = Strokes.Marker(shape, Ink, size);
    }

    private void AddBand(Plot plot, IReadOnlyList<double> xs, Band band)
    {
        var lower = FiniteHead(xs, band.Lower);
        var upper = FiniteHead(xs, band.Upper);
        var area = plot.Add.Polygon([.. lower, .. upper.Reverse()]);
        area.FillColor = Ink.WithAlpha(0.2);
        area.LineWidth = 0;
    }
}
