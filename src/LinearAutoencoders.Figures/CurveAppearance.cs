using LinearAutoencoders.Figures.Drawing;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Figures;

/// <summary>How a curve is drawn: colour, line pattern and marker, and what the legend says of them.</summary>
internal sealed record CurveAppearance(LegendEntry Line, LegendEntry Pattern)
{
    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond,
    ];

    public Color Ink => Line.Color;

    public Dash Dash => Pattern.Pattern;

    public MarkerShape Marker => Line.Marker;

    /// <summary>Colour and marker say the method, the pattern the optimizer.</summary>
    public static CurveAppearance Of(Method method, Optimizer? optimizer) => new(
        new LegendEntry(method.Title, MethodStyle.Ink(method), Dash.Solid, MethodStyle.Marker(method)),
        new LegendEntry(optimizer?.Title ?? "", Theme.FaintInk, MethodStyle.Pattern(optimizer)));

    /// <summary>In its own style, with the marker of the label's place among all labels; a method has its own in all figures.</summary>
    public static CurveAppearance Of(CurveStyle style, int place) => new(
        new LegendEntry(style.Label, Color.Parse(style.Color), Dash.Solid,
            Method.Registry.All.FirstOrDefault(method => method.Title == style.Label) is { } known
                ? MethodStyle.Marker(known) : Markers[place % Markers.Length]),
        new LegendEntry(style.PatternLabel, Theme.FaintInk, MethodStyle.Pattern(style.Dashed)));

    /// <summary>The appearance of each of these curves: in its style where it has one, else in that of its method and optimizer.</summary>
    public static IReadOnlyList<CurveAppearance> Of(IReadOnlyList<LearningCurve> curves)
    {
        List<string> labels = [.. curves.Select(curve => curve.Style?.Label).OfType<string>().Distinct()];
        return [.. curves.Select(
            curve => curve.Style is { } style ? Of(style, labels.IndexOf(style.Label)) : Of(curve.Method, curve.Optimizer))];
    }
}
