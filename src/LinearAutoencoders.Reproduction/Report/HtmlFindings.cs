using System.Text;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary>The table of findings on the page: an observation, the numbers, the verdict in a word and a colour.</summary>
internal static class HtmlFindings
{
    /// <summary>Names the table within the page.</summary>
    public const string Id = "findings";

    private static readonly string[] SentenceEnds = ["; ", ". ", ": "];

    /// <summary>Evidence in more letters than these is folded.</summary>
    private const int LongEvidence = 240;

    public static void Append(StringBuilder page, string title, IReadOnlyList<Finding> findings)
    {
        page.Append($"<section id=\"{Id}\">\n<h2>{HtmlReport.Text(title)}</h2>\n<p>{HtmlReport.Text(Verdicts.Summary(findings))}</p>\n")
            .Append("<div class=\"scroll\"><table class=\"findings\"><thead><tr>")
            .Append("<th>Section</th><th>Statement</th><th>Evidence</th><th>Verdict</th></tr></thead><tbody>\n");
        foreach (var finding in findings) AppendRow(page, finding);
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void AppendRow(StringBuilder page, Finding finding)
    {
        var explanation = finding.Explanation is { } text ? $"<small>{HtmlReport.Text(text)}</small>" : "";
        var look = finding.Verdict switch { Verdict.Holds => "holds", Verdict.Differs => "differs", _ => "missing" };
        var (where, statement) = (HtmlReport.Text(finding.Observation.Where), HtmlReport.Text(finding.Observation.Text));
        page.Append($"<tr class=\"{look}-row\"><td>{where}</td><td>{statement}</td>")
            .Append($"<td>{Evidence(finding.Evidence)}{explanation}</td>")
            .Append($"<td class=\"verdict {look}\">{Verdicts.Word(finding)}</td></tr>\n");
    }

    /// <summary>A long one with its first sentence or so to be seen, and all of it on demand.</summary>
    private static string Evidence(string text)
    {
        if (text.Length <= LongEvidence) return HtmlReport.Text(text);
        var ends = SentenceEnds.Select(mark => text.LastIndexOf(mark, LongEvidence / 2, StringComparison.Ordinal)).Max();
        var end = ends > 0 ? ends : text.IndexOf(' ', LongEvidence / 2);
        return $"<details><summary>{HtmlReport.Text(text[..end])} …</summary>{HtmlReport.Text(text[(end + 1)..].TrimStart())}</details>";
    }
}

/// <summary>Verdicts in words.</summary>
internal static class Verdicts
{
    public static string Word(Finding finding) => finding.Verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Differs => "differs",
        _ when finding.NeedsPapersData => "needs MNIST",
        _ => "not measured",
    };

    /// <summary>How many there are of each.</summary>
    public static string Summary(IReadOnlyList<Finding> findings)
    {
        int Count(Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);
        return $"Of {findings.Count} statements {Count(Verdict.Holds)} hold, {Count(Verdict.Differs)} differ, and "
            + $"{Count(Verdict.NotMeasured)} were not measured{Needing(findings.Count(finding => finding.NeedsPapersData))}. "
            + "Each verdict is computed from the runs of this report.";
    }

    private static string Needing(int count) => count == 0 ? "" : $", {count} of them because they are about MNIST itself";
}
