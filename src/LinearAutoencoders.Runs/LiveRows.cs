using System.Text;

namespace LinearAutoencoders.Runs;

/// <summary>
///   <c>live.csv</c>: the rows that <c>metrics.csv</c> has not yet, for who watches a run; no part of its result. It appears whole, but
///   nobody waits for the disk: <c>metrics.csv</c>, which is waited for, is written the less often the longer it is.
/// </summary>
internal sealed class LiveRows(string folder)
{
    public const string FileName = "live.csv";

    private readonly Pace pace = new(TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5));

    private string FilePath => Path.Combine(folder, FileName);

    /// <summary>Writes them, unless they were just written; a failure is missed by nobody.</summary>
    /// <param name="lines">Gives the lines, as in <c>metrics.csv</c>.</param>
    public void Write(Func<string> lines)
    {
        if (!pace.IsTime) return;
        pace.Do(() => Try(() => AtomicFile.WriteForNow(FilePath, stream => stream.Write(Encoding.ASCII.GetBytes(lines())))));
    }

    /// <summary>There are none any more.</summary>
    public void Remove() => Try(() => File.Delete(FilePath));

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next time will do.
        }
    }
}
