using System.Numerics;
using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>The path of a curve, in as few pieces as show its shape, cut into dashes where its pattern has gaps.</summary>
/// <remarks>Dashes are cut here, by the length that the eye sees: that of a noisy curve is mostly up and down.</remarks>
internal static class CurvePath
{
    /// <summary>The path through points.</summary>
    public static Outline Of(Dash dash, Vector2[] points)
    {
        var thinned = Polyline.Thin(points);
        var path = new Outline();
        foreach (var piece in dash.HasGaps ? Dashes(dash, thinned) : [thinned])
            path.AddPoints(Polyline.Simplify([.. piece]), isClosed: false);
        return path;
    }

    private static IEnumerable<IEnumerable<Vector2>> Dashes(Dash dash, Vector2[] points)
    {
        var lengths = Polyline.SmoothedLengths(points);
        for (var start = 0f; start < lengths[^1]; start += dash.On + dash.Off)
            yield return Polyline.Cut(points, lengths, start, Math.Min(start + dash.On, lengths[^1]));
    }
}
