namespace LinearAutoencoders.Reproduction.Report;

/// <summary>A figure or a table of the paper, redone.</summary>
/// <param name="Id">As on the command line: <c>fig2</c>, <c>table3</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Caption">What is to be seen, in whole sentences.</param>
/// <param name="Settings">What determines it.</param>
/// <param name="Command">The command that makes it.</param>
/// <param name="Pictures">In the order of the page.</param>
/// <param name="Charts">The curves of the pictures, to be read off.</param>
/// <param name="Tables">Our numbers, where the paper states any beside the paper's.</param>
/// <param name="Notes">Paragraphs that follow: costs, what is missing, and why.</param>
internal sealed record ReportSection(
    string Id, string Title, string Caption, IReadOnlyList<Setting> Settings, string Command, IReadOnlyList<ReportPicture> Pictures,
    IReadOnlyList<Chart> Charts, IReadOnlyList<ReportTable> Tables, IReadOnlyList<string> Notes);

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
