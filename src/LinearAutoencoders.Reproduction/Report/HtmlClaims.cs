using System.Text;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary>The table of claims on the page: a statement, the numbers, the verdict in a word and a colour.</summary>
internal static class HtmlClaims
{
    public static void Append(StringBuilder page, IReadOnlyList<Claim> claims)
    {
        page.Append("<section id=\"claims\">\n<h2>What the paper says, and what we measured</h2>\n")
            .Append($"<p>{HtmlReport.Text(Verdicts.Summary(claims))}</p>\n")
            .Append("<div class=\"scroll\"><table class=\"claims\"><thead><tr><th>Section</th><th>Statement</th><th>Evidence</th><th>Verdict</th></tr></thead><tbody>\n");
        foreach (var claim in claims) AppendRow(page, claim);
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void AppendRow(StringBuilder page, Claim claim)
    {
        var explanation = claim.Explanation is { } text ? $"<small>{HtmlReport.Text(text)}</small>" : "";
        var look = claim.Verdict switch { Verdict.Holds => "holds", Verdict.Differs => "differs", _ => "missing" };
        page.Append($"<tr class=\"{look}-row\"><td>{HtmlReport.Text(claim.Where)}</td><td>{HtmlReport.Text(claim.Statement)}</td>")
            .Append($"<td>{HtmlReport.Text(claim.Evidence)}{explanation}</td><td class=\"verdict {look}\">{Verdicts.Word(claim.Verdict)}</td></tr>\n");
    }
}

/// <summary>Verdicts in words.</summary>
internal static class Verdicts
{
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Differs => "differs",
        _ => "not measured",
    };

    /// <summary>How many there are of each.</summary>
    public static string Summary(IReadOnlyList<Claim> claims)
    {
        int Count(Verdict verdict) => claims.Count(claim => claim.Verdict == verdict);
        return $"Of {claims.Count} statements {Count(Verdict.Holds)} hold, {Count(Verdict.Differs)} differ, and "
            + $"{Count(Verdict.NotMeasured)} were not measured. Each verdict is computed from the runs of this report.";
    }
}
