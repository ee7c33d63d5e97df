using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

public class OtherFiguresTests
{
    [Fact]
    public void EpochsToAlignment_EndsALine_WhereTheMethodFailed()
    {
        int[] dimensions = [2, 5, 10, 20, 50];
        EpochsToAlignmentFigure Figure(params double[] epochs) =>
            new([new(new NonUniformL2(), new Nesterov(), dimensions, epochs)], 0.3);

        using var reached = Figure(100, 300, 900, 3000, 9000).Bitmap();
        using var failed = Figure(100, 300, 900, double.NaN, double.NaN).Bitmap();
        using var recovered = Figure(100, 300, 900, double.NaN, 900).Bitmap();
        using var only = Figure(double.NaN, double.NaN, 900, double.NaN, double.NaN).Bitmap();
        using var never = Figure(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN).Bitmap();

        var color = MethodStyle.Color(new NonUniformL2());
        Assert.InRange(failed.Count(color), 1000, reached.Count(color) - 1000);
        // One k alone is a marker or a cross, without a line to it.
        Assert.InRange(recovered.Count(color), failed.Count(color) + 50, failed.Count(color) + 1000);
        Assert.InRange(only.Count(color), never.Count(color) + 50, never.Count(color) + 1000);
        Assert.Throws<ArgumentException>(() => Figure(1, 2));
    }

    [Fact]
    public void HeatMap_IsBlueWhiteRed_FromMinusOneToOne()
    {
        var values = new Matrix<double>(3, 3, [1, 0, 0, 0, -1, 0, 0, 0, 7]);
        using var picture = new HeatMapFigure(["Epoch 1"], [new HeatMapRow("Linear VAE", [values])]).Bitmap();

        // Beyond 1 is as 1: two of nine cells red, one blue.
        var (red, blue) = (picture.Count("#67001F"), picture.Count("#053061"));
        Assert.True(blue > 10_000);
        Assert.InRange(red, 1.8 * blue, 2.2 * blue);
    }

    [Fact]
    public void HeatMap_ShowsPicturesOfDecoderColumns_FromBlackToWhite()
    {
        var columns = new Matrix<double>(4, 5);
        for (var j = 0; j < 5; j++) (columns[0, j], columns[3, j]) = (-0.01 * (j + 1), 0.01 * (j + 1));
        var row = new HeatMapRow("RAG", [new Matrix<double>(5, 5)]) { Pictures = new PictureSheet(columns, 2, 2) };
        using var picture = new HeatMapFigure(["Epoch 1", "Decoder"], [row]).Bitmap();

        Assert.True(picture.Count("#000000") > 5000);
        Assert.True(picture.Count("#808080") > 10_000);
        Assert.Throws<ArgumentException>(() => new HeatMapFigure(["only one title"], [row]));
        Assert.Throws<ArgumentException>(() => new HeatMapFigure(["a", "b"], [row with { Pictures = new(columns, 3, 2) }]));
    }

    [Fact]
    public void Bars_HaveAreasInProportion_ToTheirValues()
    {
        int Area(params double[] values)
        {
            using var picture = new BarFigure(values, "Penalty λ").Bitmap();
            return picture.Count(MethodStyle.Color(new NonUniformL2()));
        }

        Assert.InRange((double)Area(1, 2, 3) / Area(3, 3, 3), 0.66, 0.67);
        Assert.Throws<ArgumentException>(() => new BarFigure([1, -1], "negative"));
        Assert.Throws<ArgumentException>(() => new BarFigure([double.NaN], "not a number"));
    }

    [Fact]
    public void Surface_IsDarkest_AtItsMinimum()
    {
        var values = new Matrix<double>(41, 41);
        for (var i = 0; i < 41; i++)
            for (var j = 0; j < 41; j++)
                values[i, j] = Math.Pow(i - 10, 2) + Math.Pow(j - 30, 2);     // lowest at x = 0.5, y = −0.5
        using var picture = new SurfaceFigure(new Surface(values, 1), [], []).Bitmap();

        // The square is 230 points wide, in the middle of the figure, 10 points from the top.
        SKColor At(double x, double y) => picture.GetPixel((int)(4 * (250 + 115 * x)), (int)(4 * (125 - 115 * y)));
        Assert.True(Light(At(0.5, -0.5)) < Light(At(0.2, -0.2)));
        Assert.True(Light(At(0.2, -0.2)) < Light(At(-0.9, 0.9)));

        static int Light(SKColor color) => color.Red + color.Green + color.Blue;
    }

    [Fact]
    public void AllFigures_AreTheSameBytes_WhenDrawnAgain()
    {
        var matrix = new Matrix<double>(2, 2, [1, 0.5, -0.25, 0]);
        Figure[] figures =
        [
            new EpochsToAlignmentFigure([new(new Rag(), new Adam(), [1], [10])], 0.3),
            new HeatMapFigure(["Epoch 1"], [new HeatMapRow("RAG", [matrix])]),
            new BarFigure([1], "λ"),
            new SurfaceFigure(new Surface(matrix, 1), [(0, 0)], [(0, 0), (1, 1)]),
        ];
        foreach (var figure in figures)
        {
            Assert.Equal(figure.Png(), figure.Png());
            Assert.Equal(figure.SvgBytes(), figure.SvgBytes());
            Assert.DoesNotContain(figure.Svg().Descendants(), element => element.Name.LocalName == "text");
        }
    }
}
