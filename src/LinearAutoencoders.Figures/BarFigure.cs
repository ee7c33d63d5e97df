using System.Collections.Immutable;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>A value for each latent dimension as bars, such as the best penalties λ₁ … λ_k: the paper's figure 5.</summary>
public sealed class BarFigure : Figure
{
    private const float Left = 40;
    private const float Right = 14;
    private const float DataHeight = 170;

    private readonly ImmutableArray<double> values;
    private readonly string heading;
    private readonly Caption caption;

    /// <summary>A figure of these values.</summary>
    /// <param name="values">One for each latent dimension, none of them negative.</param>
    /// <param name="heading">What the values are.</param>
    /// <param name="title">Heads the figure; null or empty for none.</param>
    /// <param name="subtitle">A second, smaller line; null or empty for none.</param>
    /// <exception cref="ArgumentException">There is no value, or one that is negative or not finite.</exception>
    public BarFigure(IReadOnlyList<double> values, string heading, string? title = null, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(heading);
        if (values.Count == 0) throw new ArgumentException("a figure needs at least one value", nameof(values));
        if (values.FirstOrDefault(value => !(value >= 0 && double.IsFinite(value)), 0) is var wrong and not 0)
            throw new ArgumentException(
                FormattableString.Invariant($"{wrong} cannot be a bar; values must be finite and not negative"), nameof(values));
        this.values = [.. values];
        this.heading = heading;
        caption = new Caption(title, subtitle);
    }

    internal override float Height => DataTop + DataHeight + 26;

    private float DataTop => caption.Height + 20;

    internal override void Draw(Canvas canvas)
    {
        caption.Draw(canvas, Left);
        var panel = new Panel(heading, DimensionAxis(), ValueAxis()) { HasVerticalGrid = false };
        panel.AddBars(values, _ => MethodStyle.Ink(new Methods.NonUniformL2()));
        panel.Draw(canvas, new Area(Left, DataTop, Width - Left - Right, DataHeight));
    }

    private PanelAxis DimensionAxis()
    {
        var k = values.Length;
        var every = (k + 24) / 25;
        var ticks = Enumerable.Range(1, k).Where(i => every == 1 || i % every == 0).Select(i => Tick.Major(i, Ticks.Format(i)));
        return PanelAxis.Between(0.5, k + 0.5, [.. ticks], "Latent dimension");
    }

    // From 0 exactly: the bars stand on the frame.
    private PanelAxis ValueAxis()
    {
        var high = values.Max() > 0 ? values.Max() : 1;
        return PanelAxis.Linear(0, high, 8) with { Low = 0 };
    }
}
