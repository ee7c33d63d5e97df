using ScottPlot;
using SkiaSharp;

namespace LinearAutoencoders.Figures;

/// <summary>The path of a curve, in as few pieces as show its shape, cut into dashes where its pattern has gaps.</summary>
/// <remarks>Dashes are cut here and not by Skia, whose SVG files do not know them.</remarks>
internal sealed class CurvePath(Dash dash) : IPathStrategy
{
    /// <inheritdoc/>
    public SKPath GetPath(IEnumerable<Pixel> pixels)
    {
        var points = Polyline.Thin([.. pixels.Select(pixel => new SKPoint(pixel.X, pixel.Y))]);
        var path = new SKPath();
        foreach (var piece in dash.HasGaps ? Dashes(points) : [points])
            path.AddPoly(Polyline.Simplify([.. piece]), close: false);
        return path;
    }

    private IEnumerable<IEnumerable<SKPoint>> Dashes(SKPoint[] points)
    {
        var lengths = Polyline.SmoothedLengths(points);
        for (var start = 0f; start < lengths[^1]; start += dash.On + dash.Off)
            yield return Polyline.Cut(points, lengths, start, Math.Min(start + dash.On, lengths[^1]));
    }
}
