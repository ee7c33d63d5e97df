using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Figures;

/// <summary>
///   How methods and optimizers look, the same in all figures: a colour and a marker per method, a line pattern per optimizer.
/// </summary>
/// <remarks>
///   Methods take the styles in the order in which they are registered. The first colours are those of Okabe and Ito (2008), which people
///   with any common colour blindness tell apart; those behind them are Tol's (2021, "muted", then "bright" and "vibrant"). Several are
///   equally light, so in grey it is the markers that tell the methods apart. Related methods of the paper have related styles: the two
///   penalties are blue squares, the two nested dropouts triangles.
/// </remarks>
public static class MethodStyle
{
    private static readonly (string Color, MarkerShape Marker)[] Styles =
    [
        ("#000000", MarkerShape.FilledCircle),
        ("#56B4E9", MarkerShape.OpenSquare),
        ("#0072B2", MarkerShape.FilledSquare),
        ("#D55E00", MarkerShape.FilledDiamond),
        ("#E69F00", MarkerShape.OpenTriangleUp),
        ("#009E73", MarkerShape.FilledTriangleUp),
        ("#CC79A7", MarkerShape.OpenCircle),
        ("#882255", MarkerShape.FilledTriangleDown),
        ("#999933", MarkerShape.OpenDiamond),
        ("#332288", MarkerShape.OpenTriangleDown),
        ("#44AA99", MarkerShape.Cross),
        ("#AA4499", MarkerShape.Asterisk),
        ("#117733", MarkerShape.HashTag),
        ("#661100", MarkerShape.Eks),
        ("#4477AA", MarkerShape.Cross),
        ("#EE6677", MarkerShape.Asterisk),
        ("#228833", MarkerShape.HashTag),
        ("#CCBB44", MarkerShape.Eks),
        ("#66CCEE", MarkerShape.OpenDiamond),
        ("#AA3377", MarkerShape.FilledCircle),
        ("#EE7733", MarkerShape.OpenSquare),
        ("#009988", MarkerShape.FilledDiamond),
        ("#CC3311", MarkerShape.OpenTriangleUp),
        ("#888888", MarkerShape.FilledSquare),
    ];

    private static readonly Dash Dashes = new(On: 4, Off: 2);

    /// <summary>The method's colour, as <c>#RRGGBB</c>.</summary>
    public static string Color(Method method) => StyleOf(method).Color;

    /// <summary>The method's colour for drawing.</summary>
    internal static Drawing.Color Ink(Method method) => Drawing.Color.Parse(Color(method));

    /// <summary>The method's marker.</summary>
    internal static MarkerShape Marker(Method method) => StyleOf(method).Marker;

    /// <summary>The optimizer's line pattern: the first one's solid, as a method's that has steps of its own; the others' dashed.</summary>
    internal static Dash Pattern(Optimizer? optimizer) => Pattern(dashed: optimizer is not null && Place(optimizer) > 0);

    /// <summary>Dashed or solid.</summary>
    internal static Dash Pattern(bool dashed) => dashed ? Dashes : Dash.Solid;

    /// <summary>The place of a method in a legend: that of its registration, behind all others without one.</summary>
    internal static int Place(Method method) => PlaceIn(Method.Registry, method);

    /// <summary>The place of an optimizer in a legend.</summary>
    internal static int Place(Optimizer optimizer) => PlaceIn(Optimizer.Registry, optimizer);

    private static (string Color, MarkerShape Marker) StyleOf(Method method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Styles[Place(method) % Styles.Length];
    }

    private static int PlaceIn<TAlgorithm>(Registry<TAlgorithm> registry, TAlgorithm algorithm) where TAlgorithm : Algorithm =>
        registry.IndexOf(algorithm.Name) is >= 0 and var place ? place : registry.All.Count;
}
