using System.Text;

namespace LinearAutoencoders.Reproduction.Report;

/// <summary><c>report.md</c>: the report as text, its pictures beside it.</summary>
internal static class MarkdownReport
{
    public const string FileName = "report.md";

    /// <summary>Writes the text into the folder of the pictures.</summary>
    public static void Write(ReproductionReport report, string folder)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder($"# {Plain(report.Title)}\n\n");
        text.Append($"- Data: {Plain(report.Data)}\n- Settings: {Plain(report.Sizes)}\n- Machine: {Plain(report.Machine)}\n");
        foreach (var fact in report.Making) text.Append($"- {Plain(fact.Name)}: {Plain(fact.Value)}\n");
        text.Append($"- Paper: {PaperLink.Markdown}\n\n");
        if (report.Changes.Count > 0) text.Append($"**Not as in the paper:** {Plain(string.Join(' ', report.Changes))}\n\n");
        text.Append($"## {Plain(report.FindingsTitle)}\n\n{Verdicts.Summary(report.Findings)}\n\n");
        AppendTable(text, ["Section", "Statement", "Evidence", "Verdict"], report.Findings.Select(Row));
        foreach (var section in report.Sections) AppendSection(text, section);
        AtomicFile.WriteText(Path.Combine(folder, FileName), text.ToString());
    }

    private static string[] Row(Finding finding) =>
    [
        finding.Observation.Where, finding.Observation.Text, $"{finding.Evidence} {finding.Explanation}".Trim(),
        $"**{Verdicts.Word(finding)}**",
    ];

    private static void AppendSection(StringBuilder text, ReportSection section)
    {
        text.Append($"## {Plain(section.Heading)}\n\n{Plain(section.Caption)}\n\n");
        foreach (var picture in section.Pictures) text.Append($"![{Plain(picture.AltText)}]({picture.File})\n\n");
        foreach (var table in section.Tables)
        {
            text.Append($"### {Plain(table.Title)}\n\n");
            AppendTable(text, table.Header, table.Rows);
        }
        foreach (var note in section.Notes) text.Append($"{Plain(note)}\n\n");
        foreach (var setting in section.Settings) text.Append($"- {Plain(setting.Name)}: {Plain(setting.Value)}\n");
        var fence = Fence(section.Command);
        text.Append($"\n{fence}\n{section.Command.ReplaceLineEndings(" ")}\n{fence}\n\n");
    }

    private static void AppendTable(StringBuilder text, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        AppendRow(header);
        text.Append($"|{string.Concat(Enumerable.Repeat(" --- |", header.Count))}\n");
        foreach (var row in rows) AppendRow(row);
        text.Append('\n');

        void AppendRow(IReadOnlyList<string> cells) => text.Append($"| {string.Join(" | ", cells.Select(Plain))} |\n");
    }

    /// <summary>A longer row of backticks than the text has.</summary>
    private static string Fence(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal)) fence += '`';
        return fence;
    }

    // What would end a cell or begin an element, a link or code is escaped; asterisks stay, they are bold cells.
    private static string Plain(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
