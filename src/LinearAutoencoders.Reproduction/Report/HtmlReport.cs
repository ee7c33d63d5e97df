using System.Net;
using System.Text;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary><c>index.html</c>: the report as one page that needs no other file and no network.</summary>
/// <remarks>
///   Pictures, style, script and the numbers of the curves are inside. All text is escaped where it enters the page.
/// </remarks>
internal static class HtmlReport
{
    public const string FileName = "index.html";

    /// <summary>Writes the page into a folder that holds the pictures.</summary>
    /// <exception cref="FileNotFoundException">A picture of a section is not there.</exception>
    public static void Write(ReproductionReport report, string folder)
    {
        ArgumentNullException.ThrowIfNull(report);
        AtomicFile.WriteText(Path.Combine(folder, FileName), Page(report, folder));
    }

    private static string Page(ReproductionReport report, string folder)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Text(report.Title)}</title>\n<style>\n{Resource("report.css")}</style>\n</head>\n<body>\n");
        AppendHeader(page, report);
        page.Append("<main>\n");
        HtmlFindings.Append(page, report.FindingsTitle, report.Findings);
        var charts = new List<Chart>();
        foreach (var section in report.Sections) HtmlSection.Append(page, section, folder, charts);
        page.Append($"</main>\n<footer>The paper: {PaperLink.Html} The same without the curves’ values is in report.md.</footer>\n")
            .Append($"<script type=\"application/json\" id=\"charts\">{ChartData.Json(charts)}</script>\n")
            .Append($"<script>\n{Resource("report.js")}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void AppendHeader(StringBuilder page, ReproductionReport report)
    {
        page.Append($"<header>\n<h1>{Text(report.Title)}</h1>\n<dl>");
        AppendTerm("Data", report.Data);
        AppendTerm("Settings", report.Sizes);
        AppendTerm("Machine", report.Machine);
        foreach (var fact in report.Making) AppendTerm(fact.Name, fact.Value);
        page.Append($"<dt>Paper</dt><dd>{PaperLink.Html}</dd></dl>\n");
        if (report.Changes.Count > 0)
            page.Append($"<p class=\"changes\"><strong>Not as in the paper:</strong> {Text(string.Join(' ', report.Changes))}</p>\n");
        page.Append("<nav aria-label=\"Contents\"><ol>\n")
            .Append($"<li><a href=\"#{HtmlFindings.Id}\">{Text(report.FindingsTitle)}</a></li>\n");
        foreach (var section in report.Sections)
            page.Append($"<li><a href=\"#{Text(section.Id)}\">{Text(section.Heading)}</a></li>\n");
        page.Append("</ol></nav>\n</header>\n");

        void AppendTerm(string name, string value) => page.Append($"<dt>{name}</dt><dd>{Text(value)}</dd>");
    }

    /// <summary>Text as it may stand in an element or a quoted attribute.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
