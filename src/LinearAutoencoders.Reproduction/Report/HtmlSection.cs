using System.Text;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary>A section of the page.</summary>
internal static class HtmlSection
{
    /// <summary>Appends the section; its charts are added to those of the page, which draws them by their number.</summary>
    public static void Append(StringBuilder page, ReportSection section, string folder, List<Chart> charts)
    {
        page.Append($"<section id=\"{Text(section.Id)}\">\n<h2>{Text(section.Heading)}</h2>\n<p>{Text(section.Caption)}</p>\n");
        // Curves and their picture show the same: the page's script shows one of them, with a switch; on paper it is the picture.
        var isSwitched = section is { Charts.Count: > 0, Pictures.Count: > 0 };
        if (isSwitched) page.Append("<div class=\"views\">\n");
        foreach (var picture in section.Pictures)
            page.Append("<figure><div class=\"scroll\" tabindex=\"0\">")
                .Append($"<img src=\"{Embedded(folder, picture.File)}\" alt=\"{Text(picture.AltText)}\"></div></figure>\n");
        AppendCharts(page, section.Charts, charts);
        if (isSwitched) page.Append("</div>\n");
        foreach (var table in section.Tables) AppendTable(page, table);
        foreach (var note in section.Notes) page.Append($"<p>{Text(note)}</p>\n");
        AppendSettings(page, section);
        page.Append("</section>\n");
    }

    private static void AppendCharts(StringBuilder page, IReadOnlyList<Chart> own, List<Chart> charts)
    {
        if (own.Count == 0) return;
        page.Append("<div class=\"charts\">\n")
            .Append("<p class=\"hint\">Point at a curve to read it off; a name below switches its curve off and on.</p>\n");
        foreach (var chart in own)
        {
            page.Append($"<div class=\"chart\" data-chart=\"{charts.Count}\">{Text(chart.Title)}</div>\n");
            charts.Add(chart);
        }
        page.Append("</div>\n");
    }

    private static void AppendTable(StringBuilder page, ReportTable table)
    {
        page.Append($"<h3>{Text(table.Title)}</h3>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr>");
        foreach (var name in table.Header) page.Append($"<th>{Text(name)}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append("<tr>");
            foreach (var cell in row) page.Append($"<td>{Cell(cell)}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
    }

    private static void AppendSettings(StringBuilder page, ReportSection section)
    {
        page.Append("<h3>Settings</h3>\n<dl>");
        foreach (var setting in section.Settings) page.Append($"<dt>{Text(setting.Name)}</dt><dd>{Text(setting.Value)}</dd>");
        page.Append($"</dl>\n<pre>{Text(section.Command)}</pre>\n");
    }

    private static string Cell(string cell) =>
        cell.Length > 4 && cell.StartsWith("**", StringComparison.Ordinal) && cell.EndsWith("**", StringComparison.Ordinal)
            ? $"<strong>{Text(cell[2..^2])}</strong>"
            : Text(cell);

    private static string Embedded(string folder, string file)
    {
        var kind = Path.GetExtension(file).Equals(".svg", StringComparison.OrdinalIgnoreCase) ? "svg+xml" : "png";
        return $"data:image/{kind};base64,{Convert.ToBase64String(File.ReadAllBytes(Path.Combine(folder, file)))}";
    }

    private static string Text(string text) => HtmlReport.Text(text);
}
