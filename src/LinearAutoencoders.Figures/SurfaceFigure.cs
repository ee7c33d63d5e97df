using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Figures;

/// <summary>Values on a grid over a square part of the plane.</summary>
/// <param name="Values">n × n; row 0 lies at y = −<paramref name="Reach"/>, column 0 at x = −<paramref name="Reach"/>.</param>
/// <param name="Reach">The square goes from −reach to reach on both axes.</param>
public sealed record Surface(Matrix<double> Values, double Reach);

/// <summary>A loss over a plane through its minima, in bands of equal colour: the paper's figure 1, over (α cos θ, α sin θ).</summary>
/// <remarks>
///   The bands lie at even steps of the logarithm of the loss above its lowest value: a narrow, nearly level valley would not be
///   seen with even steps of the loss itself.
/// </remarks>
public sealed class SurfaceFigure : Figure
{
    private const float Side = 230;
    private const int Bands = 14;

    // Decades of the loss above its minimum that the bands span; what is lower has the lowest band's colour.
    private const double Decades = 3.5;

    private const float BarGap = 18;
    private const float BarWidth = 9;

    private readonly Surface surface;
    private readonly (double Lowest, double Range) loss;
    private readonly ImmutableArray<(double X, double Y)> minima;
    private readonly ImmutableArray<(double X, double Y)> path;
    private readonly Caption caption;

    /// <summary>A figure of this loss.</summary>
    /// <param name="surface">The loss; n of 100 or more gives smooth bands.</param>
    /// <param name="minima">Where to draw a white dot.</param>
    /// <param name="path">Places that an optimizer passed, in order; empty for none.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">The grid is not square or has fewer than 2 × 2 values, or one is not finite.</exception>
    public SurfaceFigure(
        Surface surface,
        IReadOnlyList<(double X, double Y)> minima,
        IReadOnlyList<(double X, double Y)> path,
        string? title = null,
        string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(minima);
        ArgumentNullException.ThrowIfNull(path);
        surface.Values.RequireShape(surface.Values.Rows, surface.Values.Rows);
        if (surface.Values.Rows < 2 || !All(surface.Values).All(double.IsFinite))
            throw new ArgumentException("a surface needs at least 2 × 2 values, all of them finite", nameof(surface));
        this.surface = surface;
        var lowest = All(surface.Values).Min();
        loss = (lowest, Math.Max(All(surface.Values).Max() - lowest, double.Epsilon));
        this.minima = [.. minima];
        this.path = [.. path];
        caption = new Caption(title, subtitle);
    }

    internal override float Height => DataTop + Side + 28;

    private static float Left => (Width - Side) / 2;

    private float DataTop => caption.Height + 10;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        DrawBands(canvas);
        DrawColorBar(canvas, Left + Side + BarGap);
        // Exactly the grid's square, without the padding of other axes, so that bands and axes agree.
        var ticks = Ticks.Linear(-surface.Reach, surface.Reach, 7);
        var panel = new Panel(
            "", new PanelAxis(-surface.Reach, surface.Reach, ticks, "α cos θ"), new PanelAxis(-surface.Reach, surface.Reach, ticks))
        {
            HasVerticalGrid = false,
            HasHorizontalGrid = false,
        };
        if (path.Length > 0) panel.AddLine(Points(path), Color.White, Dash.Solid);
        panel.AddMarkers(Points(minima), new Marker(MarkerShape.FilledCircle, Color.White, 6) { Border = Theme.Ink });
        var area = new Area(Left, DataTop, Side, Side);
        panel.Draw(canvas, area);
        Text.DrawUpwards(canvas, "α sin θ", Left - 26, area.MiddleY, Theme.LabelSize, Theme.Ink);
    }

    private static Coordinates[] Points(IEnumerable<(double X, double Y)> points) =>
        [.. points.Select(point => new Coordinates(point.X, point.Y))];

    private void DrawBands(Canvas canvas)
    {
        var colors = BandColors();
        var floor = Math.Pow(10, -Decades);
        const int pixels = (int)Side * PixelsPerPoint;
        Raster.Draw(canvas, Left, DataTop, 1f / PixelsPerPoint, pixels, pixels, (i, j) =>
        {
            var above = (ValueAt(1 - (i + 0.5) / pixels, (j + 0.5) / pixels) - loss.Lowest) / loss.Range;
            var height = 1 + Math.Log10(Math.Max(above, floor)) / Decades;
            return colors[Math.Min((int)(height * Bands), Bands - 1)];
        });
    }

    // From the lowest band at the bottom, which also has all that is lower, to the highest loss at the top.
    private void DrawColorBar(Canvas canvas, float left)
    {
        var colors = BandColors();
        const float step = Side / Bands;
        for (var band = 0; band < Bands; band++)
        {
            canvas.Fill(new Area(left, DataTop + Side - (band + 1) * step, BarWidth, step), colors[band]);
        }
        canvas.Frame(new Area(left, DataTop, BarWidth, Side), Theme.Ink, Theme.FrameWidth);
        var top = Math.Log10(loss.Range);
        for (var decade = (int)Math.Ceiling(top - Decades); decade <= top; decade++)
        {
            var y = DataTop + Side * (float)((top - decade) / Decades);
            canvas.Line(left + BarWidth, y, left + BarWidth + 2.5f, y, Theme.Ink, Theme.FrameWidth);
            var baseline = y + Text.CapHeight * Theme.TickSize / 2;
            Text.Draw(canvas, Ticks.PowerOfTen(decade), left + BarWidth + 4.5f, baseline, Theme.TickSize, Theme.Ink);
        }
        Text.DrawUpwards(
            canvas, "Loss above its minimum", left + BarWidth + 30, DataTop + Side / 2, Theme.LabelSize, Theme.Ink);
    }

    private static Color[] BandColors() => [.. Enumerable.Range(0, Bands).Select(band => Viridis.Of((band + 0.5) / Bands))];

    // Between grid points by bilinear interpolation; y and x from 0 to 1.
    private double ValueAt(double y, double x)
    {
        var values = surface.Values;
        var (row, rowPart) = Place(y, values.Rows);
        var (column, columnPart) = Place(x, values.Columns);
        var low = values[row, column] * (1 - columnPart) + values[row, column + 1] * columnPart;
        var high = values[row + 1, column] * (1 - columnPart) + values[row + 1, column + 1] * columnPart;
        return low * (1 - rowPart) + high * rowPart;
    }

    private static (int Index, double Part) Place(double position, int count)
    {
        var index = Math.Min((int)(position * (count - 1)), count - 2);
        return (index, position * (count - 1) - index);
    }

    private static IEnumerable<double> All(Matrix<double> values) =>
        Enumerable.Range(0, values.Rows).SelectMany(i => values.Row(i).ToArray());
}
