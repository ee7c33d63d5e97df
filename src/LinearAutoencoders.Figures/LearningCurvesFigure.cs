using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>The two distances of runs over epochs, side by side: the paper's figures 2, 6, 7 and 8, and a run's own curves.</summary>
/// <remarks>
///   Left as <see cref="Alignment"/> says, on a linear axis from 0 to 1 without it; right on a logarithmic one. A cross marks where a run
///   diverged.
/// </remarks>
public sealed class LearningCurvesFigure : Figure
{
    private const float Left = 26;
    private const float Right = 14;
    private const float Gap = 42;
    private const float DataHeight = 168;
    private const float SecondRow = DataHeight + 56;

    private readonly ImmutableArray<LearningCurve> curves;
    private readonly Caption caption;
    private readonly ImmutableArray<CurveAppearance> appearances;
    private readonly Legend legend;
    private readonly bool markers;

    /// <summary>A figure of these curves.</summary>
    /// <param name="curves">One or more, drawn in this order.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is no curve, or one whose lists differ in length.</exception>
    public LearningCurvesFigure(IReadOnlyList<LearningCurve> curves, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("a figure needs at least one curve", nameof(curves));
        foreach (var curve in curves) RequireEqualLengths(curve);
        this.curves = [.. curves];
        caption = new Caption(title, subtitle);
        appearances = [.. CurveAppearance.Of(curves)];
        markers = appearances.Select(appearance => appearance.Line).Distinct().Count() > 1;
        var inOrder = curves.Zip(appearances)
            .OrderBy(curve => curve.First.Style is null ? MethodStyle.Place(curve.First.Method) : 0).Select(curve => curve.Second);
        legend = Legend.Of(inOrder, markers);
    }

    /// <summary>How the first distance is drawn.</summary>
    public AlignmentAxis Alignment { get; init; }

    internal override float Height => LegendTop + legend.Height + 4;

    private float LegendTop => DataTop + DataHeight + 32 + (Alignment == AlignmentAxis.Both ? SecondRow : 0);

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var width = (Width - Left - Gap - Right) / 2;
        AlignmentPanel(Alignment == AlignmentAxis.Logarithmic).Draw(canvas, new Area(Left, DataTop, width, DataHeight));
        SubspacePanel().Draw(canvas, new Area(Left + width + Gap, DataTop, width, DataHeight));
        if (Alignment == AlignmentAxis.Both)
            AlignmentPanel(isLogarithmic: true).Draw(canvas, new Area(Left, DataTop + SecondRow, Width - Left - Right, DataHeight));
        legend.Draw(canvas, LegendTop);
    }

    private Panel AlignmentPanel(bool isLogarithmic)
    {
        var order = curves.Any(curve => curve.OrderedAlignment is not null) ? " (dotted: in order)" : "";
        var scale = LogScale.For(curves.SelectMany(curve => curve.AxisAlignment
            .Concat(curve.AxisAlignmentBand?.Lower ?? []).Concat(curve.AxisAlignmentBand?.Upper ?? [])
            .Concat(curve.OrderedAlignment ?? [])));
        var panel = new Panel(
            $"Distance to axis-aligned solution{order}", EpochAxis(), isLogarithmic ? scale.Axis(9) : PanelAxis.Linear(0, 1, 6));
        for (var i = 0; i < curves.Length; i++)
        {
            var band = curves[i].AxisAlignmentBand;
            Line(i).AddBandTo(panel, curves[i].Epochs, isLogarithmic ? scale.Apply(band) : band);
        }
        for (var i = 0; i < curves.Length; i++)
            if (curves[i].OrderedAlignment is { } ordered) Line(i).AddDottedTo(panel, curves[i].Epochs, Shown(ordered));
        for (var i = 0; i < curves.Length; i++) Line(i).AddTo(panel, curves[i].Epochs, Shown(curves[i].AxisAlignment));
        return panel;

        IReadOnlyList<double> Shown(IReadOnlyList<double> values) => isLogarithmic ? scale.Apply(values) : values;
    }

    private Panel SubspacePanel()
    {
        var scale = LogScale.For(curves.SelectMany(curve =>
            curve.SubspaceDistance.Concat(curve.SubspaceDistanceBand?.Lower ?? []).Concat(curve.SubspaceDistanceBand?.Upper ?? [])
                .Concat(curve.Unbalance ?? [])));
        var balance = curves.Any(curve => curve.Unbalance is not null) ? " (dotted: unbalance)" : "";
        var panel = new Panel($"Distance to optimal subspace{balance}", EpochAxis(), scale.Axis(9));
        for (var i = 0; i < curves.Length; i++)
            Line(i).AddBandTo(panel, curves[i].Epochs, scale.Apply(curves[i].SubspaceDistanceBand));
        for (var i = 0; i < curves.Length; i++)
            if (curves[i].Unbalance is { } unbalance) Line(i).AddDottedTo(panel, curves[i].Epochs, scale.Apply(unbalance));
        for (var i = 0; i < curves.Length; i++) Line(i).AddTo(panel, curves[i].Epochs, scale.Apply(curves[i].SubspaceDistance));
        return panel;
    }

    private PanelAxis EpochAxis()
    {
        var epochs = curves.SelectMany(curve => curve.Epochs).Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var low = Math.Min(0, epochs.Min());
        return PanelAxis.Linear(low, Math.Max(low + 1, epochs.Max()), 6, "Epoch", wholeNumbers: true);
    }

    private CurveLine Line(int index) => new(appearances[index])
    {
        Markers = markers,
        MarkerPhase = (index + 0.5) / curves.Length,
    };

    private static void RequireEqualLengths(LearningCurve curve)
    {
        IReadOnlyList<double>?[] lists =
        [
            curve.AxisAlignment, curve.SubspaceDistance, curve.AxisAlignmentBand?.Lower, curve.AxisAlignmentBand?.Upper,
            curve.SubspaceDistanceBand?.Lower, curve.SubspaceDistanceBand?.Upper, curve.OrderedAlignment, curve.Unbalance,
        ];
        foreach (var list in lists)
            if (list is not null && list.Count != curve.Epochs.Count)
                throw new ArgumentException(
                    $"a curve has {curve.Epochs.Count} epochs but {list.Count} distances; give one distance an epoch");
    }
}
