using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Figures;

/// <summary>How long a method takes to align, for latent dimensions of several sizes.</summary>
/// <param name="Method">What was trained.</param>
/// <param name="Optimizer">Which optimizer took the steps.</param>
/// <param name="LatentDimensions">k of each run, increasing.</param>
/// <param name="Epochs">Epochs until aligned, one for each k; not a number where the run never got there.</param>
public sealed record AlignmentSpeed(
    Method Method,
    Optimizer Optimizer,
    IReadOnlyList<int> LatentDimensions,
    IReadOnlyList<double> Epochs)
{
    /// <summary>Bounds around <see cref="Epochs"/>, such as the extremes over seeds; null for none.</summary>
    public Band? Band { get; init; }
}

/// <summary>Epochs to a given axis alignment over the latent dimension, both axes logarithmic: the paper's figure 4.</summary>
/// <remarks>A line ends in a cross at the last k before one at which the method failed.</remarks>
public sealed class EpochsToAlignmentFigure : Figure
{
    private const float Left = 32;
    private const float Right = 14;
    private const float DataHeight = 190;
    private const float LabelWidth = 16;

    private readonly ImmutableArray<AlignmentSpeed> speeds;
    private readonly double alignment;
    private readonly Caption caption;
    private readonly Legend legend;

    /// <summary>A figure of these methods.</summary>
    /// <param name="speeds">One or more, drawn in this order.</param>
    /// <param name="alignment">The distance to the axis-aligned solution that counts as aligned; the paper has 0.3.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is none, or one without a number of epochs for each k, or a k below 1.</exception>
    public EpochsToAlignmentFigure(
        IReadOnlyList<AlignmentSpeed> speeds, double alignment, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(speeds);
        if (speeds.Count == 0) throw new ArgumentException("a figure needs at least one method", nameof(speeds));
        foreach (var speed in speeds) RequireValid(speed);
        this.speeds = [.. speeds];
        this.alignment = alignment;
        caption = new Caption(title, subtitle);
        var inOrder = speeds.OrderBy(speed => MethodStyle.Place(speed.Method)).ThenBy(speed => MethodStyle.Place(speed.Optimizer));
        legend = Legend.Of(inOrder.Select(speed => CurveAppearance.Of(speed.Method, speed.Optimizer)), markers: true);
    }

    internal override float Height => DataTop + DataHeight + 32 + legend.Height + 4;

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var scale = LogScale.For(speeds.SelectMany(speed => speed.Epochs.Concat(speed.Band?.Lower ?? []).Concat(speed.Band?.Upper ?? [])));
        var heading = $"Epochs to an axis-alignment distance of {Ticks.Format(alignment)}";
        var panel = new Panel(heading, DimensionAxis(), scale.Axis(mostTicks: 9));
        foreach (var speed in speeds) Line(speed).AddBandTo(panel, Places(speed), scale.Apply(speed.Band));
        foreach (var speed in speeds) AddLines(panel, speed, Places(speed), scale.Apply(speed.Epochs));
        panel.Draw(canvas, new Area(Left, DataTop, Width - Left - Right, DataHeight));
        legend.Draw(canvas, DataTop + DataHeight + 32);
    }

    // A method may fail at one k and get there at a larger one: a line begins anew after each failure.
    private static void AddLines(Panel panel, AlignmentSpeed speed, double[] places, double[] heights)
    {
        for (var start = 0; start < heights.Length; start++)
            if (double.IsFinite(heights[start]) && (start == 0 || !double.IsFinite(heights[start - 1])))
                Line(speed).AddTo(panel, places[start..], heights[start..]);
    }

    private static CurveLine Line(AlignmentSpeed speed) => new(CurveAppearance.Of(speed.Method, speed.Optimizer)) { Markers = true };

    private static double[] Places(AlignmentSpeed speed) => [.. speed.LatentDimensions.Select(k => Math.Log10(k))];

    // A tick at each k that was run; its label where there is room for it.
    private PanelAxis DimensionAxis()
    {
        var dimensions = speeds.SelectMany(speed => speed.LatentDimensions).Distinct().Order().ToArray();
        var low = Math.Log10(dimensions[0]);
        var high = Math.Max(Math.Log10(dimensions[^1]), low + 0.1);
        var room = LabelWidth / (Width - Left - Right) * (high - low);
        var ticks = new List<Tick>();
        var lastLabel = double.NegativeInfinity;
        foreach (var (position, k) in dimensions.Select(k => (Math.Log10(k), k)))
        {
            var hasRoom = position - lastLabel >= room;
            ticks.Add(hasRoom ? Tick.Major(position, Ticks.Format(k)) : Tick.Minor(position));
            if (hasRoom) lastLabel = position;
        }
        return PanelAxis.Between(low, high, ticks, "Latent dimension k");
    }

    private static void RequireValid(AlignmentSpeed speed)
    {
        if (speed.Epochs.Count != speed.LatentDimensions.Count || speed.Epochs.Count == 0)
            throw new ArgumentException(
                $"{speed.Method.Title} has {speed.LatentDimensions.Count} latent dimensions but {speed.Epochs.Count} numbers of epochs");
        if (speed.Band is { } band && (band.Lower.Count != speed.Epochs.Count || band.Upper.Count != speed.Epochs.Count))
            throw new ArgumentException(
                $"{speed.Method.Title} has {speed.Epochs.Count} numbers of epochs but a band of {band.Lower.Count} and {band.Upper.Count}");
        if (speed.LatentDimensions.Min() < 1)
            throw new ArgumentException(
                $"{speed.Method.Title} has a latent dimension of {speed.LatentDimensions.Min()}; the smallest is 1");
    }
}
