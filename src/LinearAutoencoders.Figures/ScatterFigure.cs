using System.Collections.Immutable;
using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Points of one kind, which share a colour and a marker.</summary>
/// <param name="Label">What they are; empty for no legend.</param>
/// <param name="X">Their places across.</param>
/// <param name="Y">Their places up, as many.</param>
public sealed record ScatterGroup(string Label, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>An arrow from the origin, such as a column of the data in a biplot.</summary>
/// <param name="Label">What it is.</param>
/// <param name="X">Its tip across.</param>
/// <param name="Y">Its tip up.</param>
public sealed record ScatterArrow(string Label, double X, double Y);

/// <summary>Points in a plane: scores of two components, a biplot, or outliers by two statistics.</summary>
public sealed class ScatterFigure : Figure
{
    private const float Left = 44;
    private const float Right = 14;
    private const float DataHeight = 260;
    private const float ArrowWidth = 0.9f;

    // Okabe and Ito 2008; black last, where many groups are.
    private static readonly string[] Colors =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#332288", "#882255", "#999933", "#000000"];

    private readonly ImmutableArray<ScatterGroup> groups;
    private readonly string xTitle, yTitle;
    private readonly Caption caption;
    private readonly Legend? legend;
    private readonly ImmutableArray<CurveAppearance> appearances;

    /// <summary>A figure of these points.</summary>
    /// <param name="groups">One or more, drawn in this order.</param>
    /// <param name="xTitle">What lies across.</param>
    /// <param name="yTitle">What lies up.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is no point, one that is not finite, or a group with places missing.</exception>
    public ScatterFigure(IReadOnlyList<ScatterGroup> groups, string xTitle, string yTitle, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.All(group => group.X.Count == 0)) throw new ArgumentException("a figure needs at least one point", nameof(groups));
        if (groups.FirstOrDefault(group => group.X.Count != group.Y.Count) is { } wrong)
            throw new ArgumentException($"'{wrong.Label}' has {wrong.X.Count} places across but {wrong.Y.Count} up", nameof(groups));
        if (groups.Any(group => !group.X.Concat(group.Y).All(double.IsFinite)))
            throw new ArgumentException("a point is not finite", nameof(groups));
        this.groups = [.. groups];
        (this.xTitle, this.yTitle) = (xTitle, yTitle);
        caption = new Caption(title, subtitle);
        appearances =
            [.. groups.Select((group, i) => CurveAppearance.Of(new(group.Label, Colors[i % Colors.Length], "", Dashed: false), i))];
        legend = groups.Any(group => group.Label.Length > 0) ? Legend.Of(appearances, markers: true) : null;
    }

    /// <summary>Arrows from the origin, the longest scaled to the points; none by default.</summary>
    public IReadOnlyList<ScatterArrow> Arrows { get; init; } = [];

    /// <summary>A vertical line, dashed; null for none.</summary>
    public double? XLimit { get; init; }

    /// <summary>A horizontal line, dashed; null for none.</summary>
    public double? YLimit { get; init; }

    /// <summary>Whether both axes are logarithmic; points that are not positive are left out then.</summary>
    public bool IsLogarithmic { get; init; }

    internal override float Height => DataTop + DataHeight + 34 + (legend?.Height + 4 ?? 0);

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var (x, y) = (Axis(group => group.X, XLimit, xTitle), Axis(group => group.Y, YLimit, ""));
        var panel = new Panel(yTitle, x, y);
        for (var i = 0; i < groups.Length; i++) AddPoints(panel, groups[i], appearances[i]);
        var area = new Area(Left, DataTop, Width - Left - Right, DataHeight);
        panel.Draw(canvas, area);
        DrawLimits(canvas, area, x, y);
        DrawArrows(canvas, area, x, y);
        legend?.Draw(canvas, DataTop + DataHeight + 34);
    }

    private void AddPoints(Panel panel, ScatterGroup group, CurveAppearance appearance)
    {
        Coordinates[] points =
            [.. group.X.Zip(group.Y).Where(IsShown).Select(point => new Coordinates(Place(point.First), Place(point.Second)))];
        // Many points hide each other less when they are small.
        var size = points.Length > 2000 ? 1.6f : points.Length > 300 ? 2.4f : 3.6f;
        if (points.Length > 0) panel.AddMarkers(points, new Marker(appearance.Marker, appearance.Ink, size));
    }

    private void DrawLimits(Canvas canvas, Area area, PanelAxis x, PanelAxis y)
    {
        if (XLimit is { } across && IsShown((across, 1)))
            DrawDashed(canvas, new(Across(area, x, Place(across)), area.Top), new(Across(area, x, Place(across)), area.Bottom));
        if (YLimit is { } up && IsShown((1, up)))
            DrawDashed(canvas, new(area.Left, Up(area, y, Place(up))), new(area.Right, Up(area, y, Place(up))));
    }

    private static void DrawDashed(Canvas canvas, Vector2 from, Vector2 to)
    {
        var (along, length) = (Vector2.Normalize(to - from), Vector2.Distance(from, to));
        var dashes = new Outline();
        for (var start = 0f; start < length; start += 6)
            dashes.AddPoints([from + along * start, from + along * Math.Min(start + 4, length)], isClosed: false);
        canvas.Stroke(dashes, Theme.FaintInk, 0.8f);
    }

    private static float Across(Area area, PanelAxis x, double place) =>
        area.Left + (float)((place - x.Low) / (x.High - x.Low)) * area.Width;

    private static float Up(Area area, PanelAxis y, double place) =>
        area.Bottom - (float)((place - y.Low) / (y.High - y.Low)) * area.Height;

    private void DrawArrows(Canvas canvas, Area area, PanelAxis x, PanelAxis y)
    {
        if (Arrows.Count == 0) return;
        var scale = ArrowScale(x, y);
        foreach (var arrow in Arrows)
        {
            var (fromX, fromY) = (Across(area, x, 0), Up(area, y, 0));
            var (toX, toY) = (Across(area, x, arrow.X * scale), Up(area, y, arrow.Y * scale));
            canvas.Line(fromX, fromY, toX, toY, Theme.Ink, ArrowWidth);
            DrawHead(canvas, fromX, fromY, toX, toY);
            var anchor = toX >= fromX ? TextAnchor.Left : TextAnchor.Right;
            Text.Draw(canvas, arrow.Label, toX + (toX >= fromX ? 3 : -3), toY + 2, Theme.TickSize, Theme.Ink, anchor);
        }
    }

    private static void DrawHead(Canvas canvas, float fromX, float fromY, float toX, float toY)
    {
        var angle = MathF.Atan2(toY - fromY, toX - fromX);
        foreach (var side in (ReadOnlySpan<float>)[-0.4f, 0.4f])
            canvas.Line(toX, toY, toX - 4 * MathF.Cos(angle + side), toY - 4 * MathF.Sin(angle + side), Theme.Ink, ArrowWidth);
    }

    // The longest arrow reaches most of the way to the frame, in the direction that has the least room.
    private double ArrowScale(PanelAxis x, PanelAxis y)
    {
        var room = 0.8 * Arrows.Min(arrow => Math.Min(Room(arrow.X, x), Room(arrow.Y, y)));
        return double.IsFinite(room) ? room : 1;

        static double Room(double tip, PanelAxis axis) => tip == 0 ? double.PositiveInfinity : (tip > 0 ? axis.High : axis.Low) / tip;
    }

    private PanelAxis Axis(Func<ScatterGroup, IReadOnlyList<double>> places, double? limit, string title)
    {
        double[] all = [.. groups.SelectMany(places), .. limit is { } line ? new[] { line } : []];
        if (IsLogarithmic) return LogScale.For(all.Where(place => place > 0)).Axis(mostTicks: 8, title);
        var (low, high) = (Math.Min(all.Min(), 0), Math.Max(all.Max(), 0));
        return PanelAxis.Linear(low, high > low ? high : low + 1, 8, title);
    }

    private bool IsShown((double First, double Second) point) => !IsLogarithmic || (point.First > 0 && point.Second > 0);

    private double Place(double value) => IsLogarithmic ? Math.Log10(value) : value;
}
