using System.Collections.Immutable;
using LinearAutoencoders.Training;
using ScottPlot;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>How well a method is conditioned, for latent dimensions of several sizes.</summary>
/// <param name="Method">The method.</param>
/// <param name="LatentDimensions">k, increasing.</param>
/// <param name="Exact">The condition number at each k.</param>
/// <param name="Bounds">The lower bound at each k; null where there is none.</param>
public sealed record ConditionNumbers(Method Method, IReadOnlyList<int> LatentDimensions, IReadOnlyList<double> Exact, IReadOnlyList<double>? Bounds);

/// <summary>Condition numbers over the latent dimension, exact ones solid and lower bounds dashed, both axes logarithmic.</summary>
public sealed class ConditioningFigure : Figure
{
    private const float Left = 32;
    private const float Right = 14;
    private const float DataHeight = 190;

    private readonly ImmutableArray<ConditionNumbers> numbers;
    private readonly Caption caption;
    private readonly Legend legend;

    /// <summary>A figure of these methods.</summary>
    /// <param name="numbers">One or more, drawn in this order.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is none, or one without a value for each k.</exception>
    public ConditioningFigure(IReadOnlyList<ConditionNumbers> numbers, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count == 0) throw new ArgumentException("a figure needs at least one method", nameof(numbers));
        foreach (var one in numbers)
            if (one.Exact.Count != one.LatentDimensions.Count || (one.Bounds?.Count ?? one.Exact.Count) != one.Exact.Count)
                throw new ArgumentException($"{one.Method.Title()} needs one value for each of its {one.LatentDimensions.Count} latent dimensions", nameof(numbers));
        this.numbers = [.. numbers];
        caption = new Caption(title, subtitle);
        legend = Legend.Of([.. numbers.Select(one => Style(one.Method, false)), .. numbers.Where(one => one.Bounds is not null).Select(one => Style(one.Method, true))], markers: true);
    }

    internal override float Height => DataTop + DataHeight + 32 + legend.Height + 4;

    private float DataTop => caption.Height + 20;

    internal override void Draw(SKCanvas canvas)
    {
        caption.Draw(canvas, Left);
        var scale = LogScale.For(numbers.SelectMany(one => one.Exact.Concat(one.Bounds ?? [])).Where(value => value > 0));
        var dimensions = numbers.SelectMany(one => one.LatentDimensions).Distinct().Order().ToArray();
        var (low, high) = (Math.Log10(dimensions[0]), Math.Log10(dimensions[^1]));
        int[] labels = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
        Tick[] ticks = [.. labels.Where(k => k >= dimensions[0] && k <= dimensions[^1]).Select(k => Tick.Major(Math.Log10(k), Ticks.Format(k)))];
        var panel = new Panel("Condition number", PanelAxis.Between(low, Math.Max(high, low + 0.1), ticks, "Latent dimension k"), scale.Axis(mostTicks: 9));
        foreach (var one in numbers)
        {
            AddLine(panel, scale, one.LatentDimensions, one.Exact, Style(one.Method, false));
            // A bound of 0, as at k = 2, has no place on a logarithmic axis.
            if (one.Bounds is { } bounds)
                AddLine(panel, scale, [.. one.LatentDimensions.Where((_, i) => bounds[i] > 0)], [.. bounds.Where(bound => bound > 0)], Style(one.Method, true));
        }
        panel.Draw(canvas, SKRect.Create(Left, DataTop, Width - Left - Right, DataHeight));
        legend.Draw(canvas, DataTop + DataHeight + 32);
    }

    private static void AddLine(Panel panel, LogScale scale, IReadOnlyList<int> dimensions, IReadOnlyList<double> values, CurveLook look) =>
        new CurveLine(look) { Markers = true }.AddTo(panel.Plot, [.. dimensions.Select(k => Math.Log10(k))], scale.Apply(values));

    private static CurveLook Style(Method method, bool bound) => new(
        new LegendEntry(method.Title(), MethodStyle.Ink(method), Dash.Solid, MethodStyle.Marker(method)),
        new LegendEntry(bound ? "Lower bound of the paper" : "Exact", Look.FaintInk, MethodStyle.Pattern(bound)));
}
