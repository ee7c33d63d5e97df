
namespace LinearAutoencoders.Figures;

/// <summary>A curve as it is drawn: a band, line, sparse markers, and a cross where it stops early.</summary>
internal sealed class CurveLine(CurveAppearance appearance)
{
    private const int MarkersPerCurve = 6;
    private const int FewPoints = 12;

    /// <summary>Whether some points carry a marker.</summary>
    public bool Markers { get; init; }

    /// <summary>
    ///   Where the markers sit, from 0 to 1 of their distance: differs between curves, so that markers do not hide each other.
    /// </summary>
    public double MarkerPhase { get; init; }

    /// <summary>Draws the curve up to its first value that is not finite.</summary>
    public void AddTo(Panel panel, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var points = FiniteHead(xs, ys);
        if (points.Length == 0) return;
        panel.AddLine(points, appearance.Ink, appearance.Dash);
        var stopsEarly = points.Length < xs.Count;
        var marked = Marked(points).Where(point => !stopsEarly || point != points[^1]);
        AddMarkers(panel, [.. marked], Markers ? appearance.Marker : MarkerShape.FilledCircle, Theme.MarkerSize);
        if (stopsEarly) AddMarkers(panel, [points[^1]], MarkerShape.Eks, Theme.CrossSize);
    }

    /// <summary>Draws a companion of the curve, thin and dotted: before the curve, which lies over it.</summary>
    public void AddDottedTo(Panel panel, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var points = FiniteHead(xs, ys);
        if (points.Length == 0) return;
        panel.AddLine(points, appearance.Ink.WithAlpha(0x99), Dash.Dotted);
    }

    /// <summary>Fills a band up to its first value that is not finite; before the lines, which lie over all bands.</summary>
    public void AddBandTo(Panel panel, IReadOnlyList<double> xs, Band? band)
    {
        if (band is null) return;
        var lower = FiniteHead(xs, band.Lower);
        var upper = FiniteHead(xs, band.Upper);
        var length = Math.Min(lower.Length, upper.Length);
        if (length < 2) return;
        panel.AddArea([.. lower[..length], .. upper[..length].Reverse()], appearance.Ink.WithAlpha(0x33));
    }

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

    private void AddMarkers(Panel panel, Coordinates[] points, MarkerShape shape, float size)
    {
        if (points.Length > 0) panel.AddMarkers(points, new Marker(shape, appearance.Ink, size));
    }
}
