using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

public class StyledCurvesTests
{
    [Fact]
    public void Curves_HaveTheColourOfTheirStyle_AndTheDashesOfItsPattern()
    {
        var curve = FakeCurves.Decay(new NonUniformL2(), new Adam());
        LearningCurvesFigure Figure(bool dashed) => new(
            [.. Enumerable.Range(0, 3).Select(
                i => curve with { Style = new CurveStyle($"α = {i}", SequenceColors.Of(i, 3), "Pattern", dashed) })]);

        using var solid = Figure(dashed: false).Bitmap();
        using var dashes = Figure(dashed: true).Bitmap();

        Assert.Equal(0, solid.Count(MethodStyle.Color(new NonUniformL2())));
        Assert.InRange(dashes.Count(SequenceColors.Of(2, 3)), 500, solid.Count(SequenceColors.Of(2, 3)) - 500);
        // All banded labels and the pattern stand in the legend.
        Assert.True(solid.HasInk(30, 232, 440, 20));
    }

    [Fact]
    public void SequenceColors_GetDarker_InGreyToo()
    {
        var greys = Enumerable.Range(0, 6).Select(i => SKColor.Parse(SequenceColors.Of(i, 6)))
            .Select(color => 0.30 * color.Red + 0.59 * color.Green + 0.11 * color.Blue).ToArray();
        for (var i = 1; i < greys.Length; i++) Assert.True(greys[i] < greys[i - 1] - 12, $"{greys[i - 1]} then {greys[i]}");
    }

    [Fact]
    public void Bands_LieBehindTheLines_AndShow()
    {
        var curve = FakeCurves.Decay(new Rag());
        var band = new Band([.. curve.AxisAlignment.Select(value => 0.7 * value)], [.. curve.AxisAlignment.Select(value => 1.1 * value)]);

        using var bare = new LearningCurvesFigure([curve]).Bitmap();
        using var banded = new LearningCurvesFigure([curve with { AxisAlignmentBand = band }]).Bitmap();

        // No pixel of the line is hidden; at its edge a few more round to its colour, on the darker ground.
        var ink = SKColor.Parse(MethodStyle.Color(new Rag()));
        Assert.All(bare.Pixels.Zip(banded.Pixels).Where(pixel => pixel.First == ink), pixel => Assert.Equal(ink, pixel.Second));
        Assert.True(banded.Pixels.AsSpan().Count(SKColors.White) < bare.Pixels.AsSpan().Count(SKColors.White) - 20_000);
    }

    [Fact]
    public void Surface_HasAColourBar_WithLabels()
    {
        using var picture = new SurfaceFigure(new Surface(new Matrix<double>(2, 2, [0, 1, 2, 3]), 1), [], []).Bitmap();

        Assert.NotEqual(picture.GetPixel(4 * 385, 4 * 20), picture.GetPixel(4 * 385, 4 * 230));
        Assert.True(picture.HasInk(394, 10, 14, 230), "ticks");
        Assert.True(picture.HasInk(408, 60, 20, 130), "name");
    }
}
