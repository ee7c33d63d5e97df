using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>
///   Runs in folders named by what determines them (<see cref="RunKey"/>): one that has ended is never done again.
/// </summary>
internal sealed class RunCache(string folder)
{
    /// <summary>Where a run is, or will be.</summary>
    public string FolderOf(RunOptions options, string fingerprint) => Path.Combine(folder, RunKey.Of(options, fingerprint));

    /// <summary>The run, if it has ended: by itself, not by a signal.</summary>
    public FinishedRun? Find(RunOptions options, string fingerprint)
    {
        var path = FolderOf(options, fingerprint);
        var found = Read(path);
        if (found is not null) new RunDirectory(path).RemoveLeftovers();
        return found;
    }

    /// <summary>
    ///   Copies the ended runs of another tool's folder, and of the folders in it, such as those of <c>lae compare</c>.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int Adopt(string source)
    {
        if (!Directory.Exists(source)) throw new RequestException($"{source} is not a folder; give one that holds runs");
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var found = Directory.EnumerateFiles(source, "run.json", everywhere).Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetDirectoryName(file)!)).OfType<FinishedRun>().ToList();
        foreach (var run in found)
        {
            var target = FolderOf(run.Options, run.Record.Data.Fingerprint);
            if (Read(target) is null) new RunDirectory(run.Folder).CopyTo(new RunDirectory(target), run.Record);
        }
        return found.Count;
    }

    /// <summary>A run that has ended and whose files are whole; only read, as it may be somebody else's.</summary>
    private static FinishedRun? Read(string path)
    {
        try
        {
            var run = new RunDirectory(path);
            return run.ReadRecord() is { Result: not null, IsInterrupted: false } record && run.HasItsFiles(record)
                ? new FinishedRun(path, record) : null;
        }
        catch (BadDataException)
        {
            return null;  // a damaged record: the run is done again
        }
    }
}
