using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>
///   One pair of axes with a heading, and what is added inside of them; the data area's place is chosen when drawing.
/// </summary>
internal sealed class Panel(string heading, PanelAxis x, PanelAxis y)
{
    private const float TickLength = 2.5f;
    private const float LabelGap = 2f;

    // Half of the distance between two bars is left free on either side.
    private const double BarWidth = 0.7;

    private readonly List<Action<Canvas, Func<Coordinates, Vector2>>> content = [];

    /// <summary>Whether lines run up from the ticks of the horizontal axis.</summary>
    public bool HasVerticalGrid { get; init; } = true;

    /// <summary>Whether lines run across from the ticks of the vertical axis.</summary>
    public bool HasHorizontalGrid { get; init; } = true;

    /// <summary>Adds a line through points.</summary>
    public void AddLine(IReadOnlyList<Coordinates> points, Color color, Dash dash) =>
        content.Add((canvas, place) => canvas.Stroke(CurvePath.Of(dash, [.. points.Select(place)]), color, Theme.CurveWidth));

    /// <summary>Adds the inside of a polygon.</summary>
    public void AddArea(IReadOnlyList<Coordinates> corners, Color color) =>
        content.Add((canvas, place) => canvas.Fill(Outline.OfPoints([.. corners.Select(place)], isClosed: true), color));

    /// <summary>Adds a marker at each point.</summary>
    public void AddMarkers(IReadOnlyList<Coordinates> points, Marker marker) => content.Add((canvas, place) =>
    {
        foreach (var point in points) marker.Draw(canvas, place(point));
    });

    /// <summary>Adds bars between 0 and values, at 1, 2, 3 ….</summary>
    public void AddBars(IReadOnlyList<double> values, Func<double, Color> color) => content.Add((canvas, place) =>
    {
        for (var i = 0; i < values.Count; i++)
        {
            var (a, b) = (place(new(i + 1 - BarWidth / 2, 0)), place(new(i + 1 + BarWidth / 2, values[i])));
            canvas.Fill(new Area(a.X, Math.Min(a.Y, b.Y), b.X - a.X, Math.Abs(b.Y - a.Y)), color(values[i]));
        }
    });

    /// <summary>Draws the panel with its data inside <paramref name="area"/> and its labels around that.</summary>
    public void Draw(Canvas canvas, Area area)
    {
        DrawGrid(canvas, area);
        canvas.ClipTo(area);
        foreach (var draw in content) draw(canvas, point => new Vector2(Across(point.X, area), Up(point.Y, area)));
        canvas.Unclip();
        DrawFrame(canvas, area);
        DrawLabels(canvas, area);
    }

    private void DrawGrid(Canvas canvas, Area area)
    {
        if (HasVerticalGrid)
            foreach (var place in Major(x).Select(tick => Across(tick.Position, area)))
                canvas.Line(place, area.Top, place, area.Bottom, Theme.Grid, Theme.GridWidth);
        if (HasHorizontalGrid)
            foreach (var place in Major(y).Select(tick => Up(tick.Position, area)))
                canvas.Line(area.Left, place, area.Right, place, Theme.Grid, Theme.GridWidth);
    }

    private void DrawFrame(Canvas canvas, Area area)
    {
        canvas.Line(area.Left, area.Top, area.Left, area.Bottom, Theme.Ink, Theme.FrameWidth);
        canvas.Line(area.Left, area.Bottom, area.Right, area.Bottom, Theme.Ink, Theme.FrameWidth);
        foreach (var (place, tick) in x.Ticks.Select(tick => (Across(tick.Position, area), tick)))
            canvas.Line(place, area.Bottom, place, area.Bottom + Length(tick), Theme.Ink, Theme.FrameWidth);
        foreach (var (place, tick) in y.Ticks.Select(tick => (Up(tick.Position, area), tick)))
            canvas.Line(area.Left - Length(tick), place, area.Left, place, Theme.Ink, Theme.FrameWidth);
    }

    private void DrawLabels(Canvas canvas, Area area)
    {
        const float digitHeight = Text.CapHeight * Theme.TickSize;
        var labelTop = area.Bottom + TickLength + LabelGap;
        var labelRight = area.Left - TickLength - LabelGap;
        foreach (var tick in x.Ticks)
            Text.Draw(
                canvas, tick.Label, Across(tick.Position, area), labelTop + digitHeight, Theme.TickSize, Theme.Ink, TextAnchor.Center);
        foreach (var tick in y.Ticks)
            Text.Draw(
                canvas, tick.Label, labelRight, Up(tick.Position, area) + digitHeight / 2, Theme.TickSize, Theme.Ink, TextAnchor.Right);
        Text.Draw(canvas, x.Title, area.MiddleX, labelTop + 2.4f * Theme.TickSize, Theme.LabelSize, Theme.Ink, TextAnchor.Center);
        Text.Draw(canvas, heading, area.Left, area.Top - 6, Theme.HeadingSize, Theme.Ink);
    }

    private static IEnumerable<Tick> Major(PanelAxis axis) => axis.Ticks.Where(tick => tick.IsMajor);

    private static float Length(Tick tick) => tick.IsMajor ? TickLength : TickLength / 2;

    private float Across(double position, Area area) => area.Left + (float)((position - x.Low) / (x.High - x.Low)) * area.Width;

    private float Up(double position, Area area) => area.Bottom - (float)((position - y.Low) / (y.High - y.Low)) * area.Height;
}
