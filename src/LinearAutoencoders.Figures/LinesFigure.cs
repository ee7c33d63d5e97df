using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A line of a <see cref="LinesFigure"/>.</summary>
/// <param name="Style">What tells it from others.</param>
/// <param name="X">Places, increasing.</param>
/// <param name="Y">A value for each; a line ends before the first that is not finite.</param>
public sealed record FigureLine(CurveStyle Style, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>Any quantity over any other, a line a run, on linear or logarithmic axes.</summary>
public sealed class LinesFigure : Figure
{
    private const float Left = 38;
    private const float Right = 14;
    private const float UsualDataHeight = 220, LeastDataHeight = 60;

    private readonly ImmutableArray<FigureLine> lines;
    private readonly ImmutableArray<CurveAppearance> appearances;
    private readonly string heading, axis;
    private readonly Caption caption;
    private readonly Legend legend;
    private readonly bool markers;

    /// <summary>A figure of these lines.</summary>
    /// <param name="lines">One or more, drawn in this order.</param>
    /// <param name="heading">What the values are.</param>
    /// <param name="axis">What the places are.</param>
    /// <param name="title">Heads the figure; null or empty for none, as for a document that has a caption.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is none, or one with a value missing.</exception>
    public LinesFigure(IReadOnlyList<FigureLine> lines, string heading, string axis, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0) throw new ArgumentException("a figure needs at least one line", nameof(lines));
        if (lines.FirstOrDefault(line => line.X.Count != line.Y.Count) is { } wrong)
            throw new ArgumentException($"'{wrong.Style.Label}' has {wrong.X.Count} places but {wrong.Y.Count} values", nameof(lines));
        this.lines = [.. lines];
        (this.heading, this.axis) = (heading, axis);
        caption = new Caption(title, subtitle);
        List<string> labels = [.. lines.Select(line => line.Style.Label).Distinct()];
        appearances = [.. lines.Select(line => CurveAppearance.Of(line.Style, labels.IndexOf(line.Style.Label)))];
        markers = lines.Count > 1;
        legend = Legend.Of(appearances, markers);
    }

    /// <summary>Whether the places are shown by decades; those of 0 and below are left out.</summary>
    public bool LogX { get; init; }

    /// <summary>Whether the values are; those that are too small for it lie on its floor.</summary>
    public bool LogY { get; init; }

    /// <summary>Pixels of a PNG, which give the other formats their shape; null: 2000 wide, and as high as is usual.</summary>
    /// <exception cref="ArgumentException">It is smaller than 200 × 100, or larger than 10,000 either way.</exception>
    public (int Width, int Height)? Pixels
    {
        get;
        init => field = value is null or { Width: >= 200 and <= 10_000, Height: >= 100 and <= 10_000 } ? value
            : throw new ArgumentException("a picture must be at least 200 by 100 pixels, and at most 10000 by 10000", nameof(value));
    }

    internal override float Height => DataTop + DataHeight + BelowData;

    internal override float PixelScale => Pixels is { } size ? size.Width / Width : base.PixelScale;

    private float DataTop => caption.Height + 20;

    private float BelowData => 32 + legend.Height + 4;

    private float DataHeight => Pixels is { } size
        ? Math.Max(LeastDataHeight, Width * size.Height / size.Width - DataTop - BelowData) : UsualDataHeight;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var (xs, ys) = (LogScale.For(lines.SelectMany(line => line.X.Where(x => x > 0))), LogScale.For(lines.SelectMany(line => line.Y)));
        var panel = new Panel(
            heading, LogX ? xs.Axis(mostTicks: 9, axis) : Linear(line => line.X, axis),
            LogY ? ys.Axis(mostTicks: 9) : Linear(line => line.Y));
        for (var i = 0; i < lines.Length; i++)
        {
            var first = LogX ? lines[i].X.TakeWhile(x => x <= 0).Count() : 0;
            var (x, y) = (lines[i].X.Skip(first).ToArray(), lines[i].Y.Skip(first).ToArray());
            new CurveLine(appearances[i]) { Markers = markers, MarkerPhase = (i + 0.5) / lines.Length }
                .AddTo(panel, LogX ? xs.Apply(x) : x, LogY ? ys.Apply(y) : y);
        }
        panel.Draw(canvas, new Area(Left, DataTop, Width - Left - Right, DataHeight));
        legend.Draw(canvas, DataTop + DataHeight + 32);
    }

    private PanelAxis Linear(Func<FigureLine, IReadOnlyList<double>> values, string title = "")
    {
        var finite = lines.SelectMany(values).Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        return PanelAxis.Linear(low, high > low ? high : low + 1, 7, title);
    }
}
