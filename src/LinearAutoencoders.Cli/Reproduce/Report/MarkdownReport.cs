namespace LinearAutoencoders.Cli.Reproduce.Report;

/// <summary><c>report.md</c>: the report as text, its pictures beside it.</summary>
internal static class MarkdownReport
{
    public const string FileName = "report.md";

    /// <summary>Writes the text into the folder of the pictures.</summary>
    public static void Write(ReproductionReport report, string folder)
    {
        ArgumentNullException.ThrowIfNull(report);
        Data.AtomicFile.WriteText(Path.Combine(folder, FileName), report.Title);
    }
}
