namespace LinearAutoencoders.Reproduction.Report;

/// <summary>A figure or a table of the paper, redone.</summary>
internal sealed record ReportSection
{
    /// <summary>As on the command line: <c>fig2</c>, <c>table3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>The heading with the number that it has in the paper.</summary>
    public string Heading => $"{EvidenceText.NameOf(Id)}: {Title}";

    /// <summary>What is to be seen, in whole sentences.</summary>
    public required string Caption { get; init; }

    /// <summary>What determines it.</summary>
    public required IReadOnlyList<Setting> Settings { get; init; }

    /// <summary>The command that makes it.</summary>
    public required string Command { get; init; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<ReportPicture> Pictures { get; init; } = [];

    /// <summary>The curves of the pictures, to be read off.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Our numbers, where the paper states any beside the paper's.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Paragraphs that follow: costs, what is missing, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A setting and its value, both as text.</summary>
internal sealed record Setting(string Name, string Value);

/// <summary>A picture of the report.</summary>
/// <param name="File">A .png or .svg beside the report, relative to its folder.</param>
/// <param name="AltText">What it shows, for who cannot see it.</param>
internal sealed record ReportPicture(string File, string AltText);

/// <summary>Numbers in rows; a cell in <c>**asterisks**</c> is bold.</summary>
/// <param name="Title">Heads the table.</param>
/// <param name="Header">Names of the columns.</param>
/// <param name="Rows">As many cells in each as there are columns.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows);
