using ScottPlot;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>Lines and markers of curves, the same in panels and legends.</summary>
internal static class Strokes
{
    private const float LineWidth = 1.2f;

    /// <summary>The line of a curve.</summary>
    public static LineStyle Line(Color color) => new(LineWidth, color) { StrokeJoin = SKStrokeJoin.Round };

    /// <summary>A marker on a curve: filled in its colour, or with white where the shape is an open one.</summary>
    public static MarkerStyle Marker(MarkerShape shape, Color color, float size = Theme.MarkerSize) =>
        new(shape, size, color) { LineWidth = LineWidth * 0.8f };
}
