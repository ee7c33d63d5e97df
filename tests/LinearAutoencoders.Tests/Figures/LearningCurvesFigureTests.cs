using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Optimizers;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

public class LearningCurvesFigureTests
{
    [Fact]
    public void LearningCurves_ShowEachMethodInItsColour_AndNoOther()
    {
        Method[] shown = [new Rag(), new UniformL2(), new LinearVae()];
        using var picture = new LearningCurvesFigure([.. shown.Select(method => FakeCurves.Decay(method))]).Bitmap();

        Assert.Equal(2000, picture.Width);
        foreach (var method in Method.Registry.All.Where(method => method is not Reconstruction))
        {
            if (shown.Contains(method)) Assert.True(picture.Count(MethodStyle.Color(method)) > 2000, method.Title);
            else Assert.Equal(0, picture.Count(MethodStyle.Color(method)));
        }
    }

    [Fact]
    public void LearningCurves_HaveDashes_WithAdamOnly()
    {
        var nesterov = FakeCurves.Decay(new Rag());
        using var solid = new LearningCurvesFigure([nesterov]).Bitmap();
        using var dashed = new LearningCurvesFigure([nesterov with { Optimizer = new Adam() }]).Bitmap();

        // The same curve with two thirds of its length; less the legend's line, which is solid in both.
        var ratio = (double)dashed.Count(MethodStyle.Color(new Rag())) / solid.Count(MethodStyle.Color(new Rag()));
        Assert.InRange(ratio, 0.6, 0.8);
    }

    [Fact]
    public void LearningCurves_EndInACross_WhereARunDiverged()
    {
        var curve = FakeCurves.Decay(new Rag());
        double[] Diverged(IReadOnlyList<double> values, double after) => [.. values.Select((value, i) => i < 100 ? value : after)];
        LearningCurve End(double value) => curve with
        {
            AxisAlignment = Diverged(curve.AxisAlignment, value),
            SubspaceDistance = Diverged(curve.SubspaceDistance, value),
        };

        var nan = new LearningCurvesFigure([End(double.NaN)]).Svg();
        var stopped = new LearningCurvesFigure([curve with
        {
            Epochs = [.. curve.Epochs.Take(100)],
            AxisAlignment = [.. curve.AxisAlignment.Take(100)],
            SubspaceDistance = [.. curve.SubspaceDistance.Take(100)],
        }]).Svg();
        var infinite = new LearningCurvesFigure([End(double.PositiveInfinity)]).Svg();

        Assert.Equal(nan.ToString(), infinite.ToString());
        Assert.True(InkOf(nan) > InkOf(stopped));

        static int InkOf(System.Xml.Linq.XDocument svg) =>
            svg.Descendants().Count(element => (string?)element.Attribute("stroke") == MethodStyle.Color(new Rag()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20_000)]
    public void LearningCurves_AreDrawn_WithFewAndWithManyPoints(int points)
    {
        foreach (var optimizer in Optimizer.Registry.All)
        {
            var figure = new LearningCurvesFigure([FakeCurves.Decay(new NonUniformL2(), optimizer, points)]);
            using var picture = figure.Bitmap();
            Assert.True(picture.Count(MethodStyle.Color(new NonUniformL2())) > 300);
            Assert.True(figure.SvgBytes().Length < 500_000);
        }
    }

    [Fact]
    public void LearningCurves_AreDrawn_WithoutAnyFiniteOrPositiveDistance()
    {
        foreach (var value in new[] { double.NaN, 0, -1e-17, 1e-300 })
        {
            double[] values = [value, value, value];
            using var picture = new LearningCurvesFigure([new(new Rag(), new Adam(), [0, 1, 2], values, values)]).Bitmap();
            Assert.True(picture.Count(MethodStyle.Color(new Rag())) > 100);
        }
    }

    [Fact]
    public void LearningCurves_ShowTheirBands_InAPaleColour()
    {
        var curve = FakeCurves.Decay(new NonUniformL2());
        var band = new Band([.. curve.AxisAlignment.Select(x => x * 0.8)], [.. curve.AxisAlignment.Select(x => x * 1.1)]);
        using var picture = new LearningCurvesFigure([curve with { AxisAlignmentBand = band }]).Bitmap();

        var pale = SKColor.Parse("#CCE3F0");     // a fifth of #0072B2 on white
        Assert.True(picture.Pixels.Count(pixel => Math.Abs(pixel.Red - pale.Red) + Math.Abs(pixel.Blue - pale.Blue) <= 2) > 1000);
    }

    [Fact]
    public void LearningCurves_Throw_WithoutCurvesOrWithListsOfDifferentLengths()
    {
        Assert.Throws<ArgumentException>(() => new LearningCurvesFigure([]));
        var error = Assert.Throws<ArgumentException>(
            () => new LearningCurvesFigure([FakeCurves.Decay(new Rag()) with { AxisAlignment = [1, 2] }]));
        Assert.Contains("200", error.Message);
        Assert.Contains("2", error.Message);
    }
}
