using System.Globalization;

namespace LinearAutoencoders.Tests.Cli.Model;

/// <summary><c>lae fit</c> with a page and pictures.</summary>
public class ReportTests
{
    [Fact]
    public void Fit_WritesAPage_AndItsPictures_WithLabelsInColour()
    {
        using var tool = new Tool();
        var lines = Enumerable.Range(0, 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{Math.Sin(i)},{Math.Cos(3 * i)},{i % 7},{(i % 2 == 0 ? "red" : "<b>blue</b>")}"));
        File.WriteAllLines(tool.PathOf("x.csv"), ["a,b,c,kind", .. lines]);

        var outcome = tool.Run("fit", "x.csv", "-k", "2", "-o", "m.npz", "--report", "r.html", "--pictures", "p", "--quiet");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var page = File.ReadAllText(tool.PathOf("r.html"));
        Assert.Contains("coloured by kind", page, StringComparison.Ordinal);
        Assert.Contains("lae fit x.csv -k 2", page, StringComparison.Ordinal);
        Assert.Contains("of the same size have", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>blue", page, StringComparison.Ordinal);
        foreach (var name in new[] { "scree", "loadings", "scores", "biplot", "outliers" })
            foreach (var ending in new[] { ".png", ".svg" })
                Assert.True(new FileInfo(tool.PathOf($"p/{name}{ending}")).Length > 1000, name);
    }

    [Fact]
    public void AnotherEnding_IsRefused_BeforeAnythingIsDone()
    {
        using var tool = new Tool();
        var outcome = tool.Run("fit", "digits", "-k", "2", "-o", "m.npz", "--report", "r.pdf");
        Assert.Equal((2, "lae: --report is r.pdf; give a page, such as report.html"), (outcome.ExitCode, outcome.LastError));
        Assert.False(File.Exists(tool.PathOf("m.npz")));
    }
}
