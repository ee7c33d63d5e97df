using LinearAutoencoders.Training;
using ScottPlot;

namespace LinearAutoencoders.Figures;

/// <summary>How methods and optimizers look, the same in all figures: a colour and a marker per method, a line pattern per optimizer.</summary>
/// <remarks>
///   The colours are those of Okabe and Ito (2008), which people with any common colour blindness tell apart. Several of them
///   are equally light, so in grey it is the markers that tell the methods apart. Related methods have related looks: the two
///   penalties are blue squares, the two nested dropouts triangles.
/// </remarks>
public static class MethodStyle
{
    private static readonly (Method Method, string Color, MarkerShape Marker)[] Methods =
    [
        (Method.Reconstruction, "#000000", MarkerShape.FilledCircle),
        (Method.UniformL2, "#56B4E9", MarkerShape.OpenSquare),
        (Method.NonUniformL2, "#0072B2", MarkerShape.FilledSquare),
        (Method.Rag, "#D55E00", MarkerShape.FilledDiamond),
        (Method.NestedDropout, "#E69F00", MarkerShape.OpenTriangleUp),
        (Method.DeterministicNestedDropout, "#009E73", MarkerShape.FilledTriangleUp),
        (Method.LinearVae, "#CC79A7", MarkerShape.OpenCircle),
    ];

    private static readonly Dash Dashes = new(On: 4, Off: 2);

    /// <summary>The method's colour, as <c>#RRGGBB</c>.</summary>
    public static string Color(Method method) => Methods[(int)method].Color;

    /// <summary>The method's colour for drawing.</summary>
    internal static Color Ink(Method method) => ScottPlot.Color.FromHex(Methods[(int)method].Color);

    /// <summary>The method's marker.</summary>
    internal static MarkerShape Marker(Method method) => Methods[(int)method].Marker;

    /// <summary>The optimizer's line pattern: Nesterov solid, Adam dashed.</summary>
    internal static Dash Pattern(OptimizerKind optimizer) => Pattern(dashed: optimizer == OptimizerKind.Adam);

    /// <summary>Dashed or solid.</summary>
    internal static Dash Pattern(bool dashed) => dashed ? Dashes : Dash.Solid;
}
