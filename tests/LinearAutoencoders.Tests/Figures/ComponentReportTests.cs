using System.Text.RegularExpressions;
using LinearAutoencoders.Components;
using LinearAutoencoders.Figures;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>The page on fitted components, and its pictures.</summary>
public partial class ComponentReportTests
{
    private const string Hostile = "<script>alert(\"1\")</script>`|&'";

    private static readonly Problem Problem = new(4, 9, 80, 7);

    private static readonly PrincipalComponents Model = PrincipalComponents.Fit(Problem.Samples, 4);

    private static readonly ComponentReportContent Content = new()
    {
        Model = Model,
        Scores = Model.Transform(Problem.Samples),
        HotellingT2 = [.. Enumerable.Range(1, 80).Select(i => (double)i)],
        Residuals = [.. Enumerable.Range(1, 80).Select(i => 100.0 / i)],
        T2Limit = 10,
        ResidualLimit = 20,
    };

    [Fact]
    public void Figures_AreThose_ThatThereIsSomethingToDrawOf()
    {
        Assert.Equal(["scree", "loadings", "scores", "biplot", "outliers"], Names(Content));
        Assert.Equal(["scree", "loadings"], Names(new() { Model = Model }));
        Assert.Equal(["scree", "loadings", "gallery"], Names(new() { Model = Model, PictureShape = (3, 3), Examples = Problem.Samples }));
    }

    [Fact]
    public void Outliers_HaveBothLimits()
    {
        using var with = Figure("outliers", Content).Bitmap();
        using var across = Figure("outliers", Content with { ResidualLimit = null }).Bitmap();
        using var without = Figure("outliers", Content with { ResidualLimit = null, T2Limit = null }).Bitmap();
        var (ink, one, none) = (Dark(with), Dark(across), Dark(without));
        // Each line is two thirds of 260 points up or 440 across, at least two pixels wide.
        Assert.True(one > none + 1000, $"{one} and {none} dark pixels");
        Assert.True(ink > one + 1500, $"{ink} and {one} dark pixels");
    }

    [Fact]
    public void Page_EscapesWhatUsersWrote_AndNeedsNothingElse()
    {
        var model = new PrincipalComponents(Model.Components, Model.Mean, Model.ExplainedVariance, Model.TotalVariance, 80)
        {
            ColumnNames = [.. Enumerable.Repeat(Hostile, 9)],
            Provenance = new() { Data = Hostile, Settings = new Dictionary<string, string> { [Hostile] = Hostile } },
        };
        var path = Path.GetTempFileName();
        try
        {
            ComponentReport.Save(
                Content with { Model = model, Command = Hostile, Labels = [.. Enumerable.Repeat(Hostile, 80)], LabelName = Hostile }, path);
            var page = File.ReadAllText(path);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\")<", page, StringComparison.Ordinal);
            Assert.All(Sources().Matches(page), source =>
                Assert.StartsWith("data:image/svg+xml;base64,", source.Groups[1].Value, StringComparison.Ordinal));
            Assert.Equal(5, Sources().Count(page));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Scatter_RefusesWhatCannotBeDrawn()
    {
        Assert.Throws<ArgumentException>(() => new ScatterFigure([new("a", [], [])], "x", "y"));
        Assert.Throws<ArgumentException>(() => new ScatterFigure([new("a", [1], [1, 2])], "x", "y"));
        Assert.Throws<ArgumentException>(() => new ScatterFigure([new("a", [1], [double.NaN])], "x", "y"));
        Assert.Throws<ArgumentException>(() => new PictureFigure([("", [new("a", [1, 2, 3])])], (2, 2), isSigned: true));
    }

    private static IEnumerable<string> Names(ComponentReportContent content) => ComponentFigures.Of(content).Select(figure => figure.Name);

    private static Figure Figure(string name, ComponentReportContent content) =>
        ComponentFigures.Of(content).Single(figure => figure.Name == name).Figure;

    private static int Dark(SkiaSharp.SKBitmap picture) =>
        picture.Pixels.Count(pixel => pixel is { Red: < 0xB0, Green: < 0xB0, Blue: < 0xB0 });

    [GeneratedRegex("src=\"([^\"]*)\"")]
    private static partial Regex Sources();
}
