using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>
///   One pair of axes with a heading. Curves are added to <see cref="Plot"/>; the data area's place is chosen when drawing.
/// </summary>
internal sealed class Panel
{
    private const float TickLength = 2.5f;
    private const float LabelGap = 2f;

    private readonly string heading;
    private readonly PanelAxis x;
    private readonly PanelAxis y;

    public Panel(string heading, PanelAxis x, PanelAxis y)
    {
        (this.heading, this.x, this.y) = (heading, x, y);
        Plot.FigureBackground.Color = Colors.Transparent;
        Plot.DataBackground.Color = Colors.Transparent;
        // Several panels share a canvas; none may clear it.
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        Plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        StyleAxis((ScottPlot.AxisPanels.AxisBase)Plot.Axes.Bottom, x);
        StyleAxis((ScottPlot.AxisPanels.AxisBase)Plot.Axes.Left, y);
        Plot.Axes.Top.IsVisible = false;
        Plot.Axes.Right.IsVisible = false;
        Plot.Grid.MajorLineColor = Theme.Grid;
        Plot.Grid.MajorLineWidth = Theme.GridWidth;
    }

    /// <summary>What is drawn inside the axes.</summary>
    public Plot Plot { get; } = new();

    /// <summary>Draws the panel with its data inside <paramref name="area"/> and its labels around that.</summary>
    public void Draw(SKCanvas canvas, SKRect area)
    {
        Plot.Layout.Fixed(new PixelRect(area.Left, area.Right, area.Bottom, area.Top));
        var everywhere = new PixelRect(0, area.Right + Figure.Width, area.Bottom + Figure.Width, 0);
        // The first rendering of a plot draws everything twice, one over the other, because its limits seem to have changed.
        using (var discarded = new SKNoDrawCanvas(1, 1)) Plot.Render(discarded, everywhere);
        Plot.Render(canvas, everywhere);
        DrawLabels(canvas, area);
    }

    // Labels are drawn here, not by the plot, which would look for fonts on the machine.
    private void DrawLabels(SKCanvas canvas, SKRect area)
    {
        const float digitHeight = Text.CapHeight * Theme.TickSize;
        var ink = Theme.Ink.ToSKColor();
        var labelTop = area.Bottom + TickLength + LabelGap;
        var labelRight = area.Left - TickLength - LabelGap;
        foreach (var tick in x.Ticks)
            Text.Draw(canvas, tick.Label, Across(tick.Position, area), labelTop + digitHeight, Theme.TickSize, ink, TextAnchor.Center);
        foreach (var tick in y.Ticks)
            Text.Draw(canvas, tick.Label, labelRight, Up(tick.Position, area) + digitHeight / 2, Theme.TickSize, ink, TextAnchor.Right);
        Text.Draw(canvas, x.Title, area.MidX, labelTop + 2.4f * Theme.TickSize, Theme.LabelSize, ink, TextAnchor.Center);
        Text.Draw(canvas, heading, area.Left, area.Top - 6, Theme.HeadingSize, ink);
    }

    private float Across(double position, SKRect area) => area.Left + (float)((position - x.Low) / (x.High - x.Low)) * area.Width;

    private float Up(double position, SKRect area) => area.Bottom - (float)((position - y.Low) / (y.High - y.Low)) * area.Height;

    private static void StyleAxis(ScottPlot.AxisPanels.AxisBase axis, PanelAxis style)
    {
        axis.TickGenerator = new NumericManual([.. style.Ticks.Select(tick => new Tick(tick.Position, "", tick.IsMajor))]);
        axis.FrameLineStyle.Width = Theme.FrameWidth;
        axis.FrameLineStyle.Color = Theme.Ink;
        axis.FrameLineStyle.AntiAlias = true;
        axis.MajorTickStyle = TickMark(TickLength);
        axis.MinorTickStyle = TickMark(TickLength / 2);
    }

    private static TickMarkStyle TickMark(float length) =>
        new() { Length = length, Width = Theme.FrameWidth, Color = Theme.Ink, AntiAlias = true };
}
