using System.Text.Json;
using System.Text.RegularExpressions;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Reproduction;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Tests.Data;

namespace LinearAutoencoders.Tests.Reproduction;

public partial class ReportTests
{
    private const string Dangerous = "a < b & \"c\" | </script><img src=x>";

    private static ReproductionReport Report() => new(
        "Title & <more>", "paper", "MNIST", "a machine",
        [
            new ReportSection
            {
                Id = "fig2",
                Title = "Dynamics",
                Caption = Dangerous,
                Settings = [new Setting("k <", "20 & more")],
                Command = "lae reproduce fig2 > \"x\"",
                Pictures = [new ReportPicture("fig2.png", "alt \"quoted\""), new ReportPicture("fig2.svg", "vector")],
                Charts = [Chart("Alignment")],
                Tables = AllExperiments.Named(["fig2"])[0].Comparison(Measured.AsInThePaper()),
                Notes = ["a note"],
            },
            new ReportSection
            {
                Id = "table2",
                Title = "Rates",
                Caption = "caption",
                Settings = [],
                Command = "lae reproduce table2",
                Tables = [new ReportTable("Grid", ["model", "rate"], [["RAG", "**3e-3**"], [Dangerous, "| & <"]])],
            },
        ],
        [
            .. Findings.Of(AllExperiments.Paper, Measured.AsInThePaper()),
            new Finding(new Observation("7", Dangerous), "1 < 2", Verdict.Differs, "because"),
        ]);

    private static Chart Chart(string title) => new(title, "Epoch", "d <", false, true,
    [
        new ChartSeries(Dangerous, "#0072B2", true, [.. Enumerable.Range(0, 3001).Select(i => 10.0 * i)],
            [.. Enumerable.Range(0, 3001).Select(i => i > 2900 ? double.NaN : Math.Exp(-i / 300.0))]),
    ]);

    private static (string Html, string Markdown) Written()
    {
        using var folder = new TemporaryFolder();
        var figure = new BarFigure([1, 2], "λ");
        figure.Save(folder["fig2.png"]);
        figure.Save(folder["fig2.svg"]);
        HtmlReport.Write(Report(), folder.Path);
        MarkdownReport.Write(Report(), folder.Path);
        return (File.ReadAllText(folder["index.html"]), File.ReadAllText(folder["report.md"]));
    }

    [Fact]
    public void Html_HasNoExternalReference()
    {
        var html = Written().Html.Replace(PaperLink.Html, "", StringComparison.Ordinal);

        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("//", Comments().Replace(html[..html.IndexOf("<script>", StringComparison.Ordinal)], ""));
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("<link", html);
        Assert.DoesNotMatch("<script[^>]*src", html);
        Assert.DoesNotContain("fetch(", html);
        Assert.DoesNotContain("url(", html);
        var tags = string.Concat(Tags().Matches(Scripts().Replace(html, "")).Select(tag => tag.Value));
        Assert.All(References().Matches(tags).Select(match => match.Groups["to"].Value),
            to => Assert.True(to.StartsWith('#') || to.StartsWith("data:image/", StringComparison.Ordinal), to));
    }

    [Fact]
    public void Html_ClosesEveryElement_InOrder()
    {
        var open = new Stack<string>();
        var html = Written().Html;
        var body = Scripts().Replace(html, "");
        foreach (Match tag in Tags().Matches(body))
        {
            var name = tag.Groups["name"].Value;
            if (name is "meta" or "img" or "br") continue;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal)) Assert.Equal(name, open.Pop());
            else open.Push(name);
        }
        Assert.Empty(open);
    }

    [Fact]
    public void Html_HasEachSection_ItsPicturesTablesAndCommand_AndAWayToIt()
    {
        var html = Written().Html;

        foreach (var id in new[] { "findings", "fig2", "table2" })
        {
            Assert.Contains($"<section id=\"{id}\">", html);
            Assert.Contains($"href=\"#{id}\"", html);
        }
        Assert.Equal(2, Regex.Count(html, "<img "));
        Assert.Contains("src=\"data:image/png;base64,iVBOR", html);
        Assert.Contains("src=\"data:image/svg+xml;base64,", html);
        Assert.Contains("<strong>3e-3</strong>", html);
        Assert.Contains("lae reproduce fig2 &gt; &quot;x&quot;", html);
        Assert.Contains("verdict differs\">differs", html);
        Assert.Contains("Of 20 statements 19 hold, 1 differ, and 0 were not measured.", html);
    }

    [Fact]
    public void Html_EscapesAllText()
    {
        var html = Written().Html;

        Assert.DoesNotContain("<img src=x>", html);
        Assert.Contains("a &lt; b &amp; &quot;c&quot; | &lt;/script&gt;", html);
        Assert.Contains("<title>Title &amp; &lt;more&gt;</title>", html);
        Assert.Equal(2, Regex.Count(html, "</script>"));
    }

    [Fact]
    public void Html_HasTheCurvesAsJson_ThinnedToTheirEnds_NullWhereTheyAreNotNumbers()
    {
        var html = Written().Html;
        var start = html.IndexOf("id=\"charts\">", StringComparison.Ordinal) + "id=\"charts\">".Length;
        using var json = JsonDocument.Parse(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)]);
        var series = json.RootElement[0].GetProperty("series")[0];

        var (xs, ys) = (series.GetProperty("x").EnumerateArray().ToList(), series.GetProperty("y").EnumerateArray().ToList());
        Assert.InRange(xs.Count, 300, ChartData.MostPoints);
        Assert.Equal(xs.Count, ys.Count);
        Assert.Equal((0, 30_000), (xs[0].GetDouble(), xs[^1].GetDouble()));
        Assert.Equal(JsonValueKind.Null, ys[^1].ValueKind);
        Assert.Equal(Dangerous, series.GetProperty("label").GetString());
    }

    [Fact]
    public void Markdown_HasTheSame_AndTablesOfOneWidth()
    {
        var text = Written().Markdown;

        Assert.Contains("## Figure 2: Dynamics", text);
        Assert.Contains("![vector](fig2.svg)", text);
        Assert.Contains("```\nlae reproduce fig2 > \"x\"\n```", text);
        Assert.Contains("| RAG | **3e-3** |", text);
        Assert.Contains("**differs**", text);
        Assert.Contains("\\| &amp; &lt;", text);
        Assert.DoesNotContain("<img", text);
        var width = 0;
        foreach (var line in text.Split('\n'))
        {
            var bars = Regex.Count(line, @"(?<!\\)\|");
            if (line.StartsWith('|') && width > 0) Assert.Equal(width, bars);
            width = line.StartsWith('|') ? bars : 0;
        }
    }

    [GeneratedRegex("""(?:href|src)="?(?<to>[^"\s)>]+)""")]
    private static partial Regex References();

    [GeneratedRegex("""<(script|style)\b.*?</\1>|<!DOCTYPE html>""", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("""</?(?<name>[a-z][a-z0-9]*)\b[^>]*>""")]
    private static partial Regex Tags();

    [GeneratedRegex("""base64,[^"]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
