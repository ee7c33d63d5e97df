using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A share over the number of dimensions kept, and over the bytes that they take.</summary>
/// <param name="Style">What tells the curve from others.</param>
/// <param name="Dimensions">Rising.</param>
/// <param name="Bytes">For each.</param>
/// <param name="Share">From 0 to 1, for each.</param>
/// <param name="Interval">Around it.</param>
public sealed record Tradeoff(
    CurveStyle Style, IReadOnlyList<int> Dimensions, IReadOnlyList<int> Bytes, IReadOnlyList<double> Share, Band Interval);

/// <summary>What fewer dimensions cost, side by side over dimensions and over bytes.</summary>
public sealed class TradeoffFigure : Figure
{
    private const float Left = 26;
    private const float Right = 14;
    private const float Gap = 42;
    private const float DataHeight = 168;

    private readonly ImmutableArray<Tradeoff> curves;
    private readonly ImmutableArray<CurveAppearance> appearances;
    private readonly string heading;
    private readonly Caption caption;
    private readonly Legend legend;

    /// <summary>A figure of these curves.</summary>
    /// <param name="curves">One or more, drawn in this order.</param>
    /// <param name="heading">What the share is.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is none, or one without points or with lists of different lengths.</exception>
    public TradeoffFigure(IReadOnlyList<Tradeoff> curves, string heading, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("a figure needs at least one curve", nameof(curves));
        if (curves.FirstOrDefault(curve => curve.Dimensions.Count == 0 || curve.Bytes.Count != curve.Dimensions.Count
                || curve.Share.Count != curve.Dimensions.Count) is { } wrong)
            throw new ArgumentException($"'{wrong.Style.Label}' has {wrong.Dimensions.Count} places but {wrong.Share.Count} shares");
        (this.curves, this.heading) = ([.. curves], heading);
        caption = new Caption(title, subtitle);
        appearances = [.. curves.Select((curve, i) => CurveAppearance.Of(curve.Style, i))];
        legend = Legend.Of(appearances, markers: true);
    }

    internal override float Height => DataTop + DataHeight + 32 + legend.Height + 4;

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var width = (Width - Left - Gap - Right) / 2;
        Panel("Dimensions", curve => curve.Dimensions).Draw(canvas, new Area(Left, DataTop, width, DataHeight));
        Panel("Bytes a vector", curve => curve.Bytes).Draw(canvas, new Area(Left + width + Gap, DataTop, width, DataHeight));
        legend.Draw(canvas, DataTop + DataHeight + 32);
    }

    private Panel Panel(string axis, Func<Tradeoff, IReadOnlyList<int>> placesOf)
    {
        var last = curves.Max(curve => placesOf(curve)[^1]);
        var panel = new Panel(heading, PanelAxis.Linear(0, last, 6, axis, wholeNumbers: true), PanelAxis.Linear(0, 1, 6));
        for (var i = 0; i < curves.Length; i++)
        {
            double[] places = [.. placesOf(curves[i]).Select(place => (double)place)];
            var line = new CurveLine(appearances[i]) { Markers = true, MarkerPhase = (i + 0.5) / curves.Length };
            line.AddBandTo(panel, places, curves[i].Interval);
            line.AddTo(panel, places, curves[i].Share);
        }
        return panel;
    }
}
