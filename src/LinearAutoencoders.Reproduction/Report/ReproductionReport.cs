namespace LinearAutoencoders.Reproduction.Report;

/// <summary>Everything that <c>lae reproduce</c> has to show, as the page and the text file show it.</summary>
/// <param name="Title">Heads the report.</param>
/// <param name="Sizes">Which sizes, such as <c>paper</c> or <c>quick</c>.</param>
/// <param name="Data">Which data, with its size.</param>
/// <param name="Machine">What it ran on.</param>
/// <param name="Sections">One for each figure and table, in the paper's order.</param>
/// <param name="Findings">The paper's observations with what was found.</param>
internal sealed record ReproductionReport(
    string Title, string Sizes, string Data, string Machine, IReadOnlyList<ReportSection> Sections,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Heads the table of findings.</summary>
    public string FindingsTitle { get; init; } = "What the paper says, and what we measured";
    /// <summary>How it was made: version, date, time that the runs took.</summary>
    public IReadOnlyList<Setting> Making { get; init; } = [];

    /// <summary>What is otherwise than the paper has it, a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
