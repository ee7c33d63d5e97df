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
    public FinishedRun? Find(RunOptions options, string fingerprint) => Read(FolderOf(options, fingerprint));

    /// <summary>
    ///   Copies the ended runs of another tool's folder, and of the folders in it, such as those of <c>lae compare</c>.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int Adopt(string source)
    {
        if (!Directory.Exists(source)) throw new RequestException($"{source} is not a folder; give one that holds runs");
        var found = Directory.EnumerateFiles(source, "run.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetDirectoryName(file)!)).OfType<FinishedRun>().ToList();
        foreach (var run in found)
        {
            var target = FolderOf(run.Options, run.Record.Data.Fingerprint);
            if (!Directory.Exists(target)) Copy(run.Folder, target);
        }
        return found.Count;
    }

    private static FinishedRun? Read(string path)
    {
        if (!File.Exists(Path.Combine(path, "run.json"))) return null;
        try
        {
            var (run, record) = RunDirectory.Open(path);
            if (record.Result is null or { Reason: "cancelled" }) return null;
            run.Checkpoint.Delete();  // what a process that was killed at the very end left
            return new FinishedRun(path, record);
        }
        catch (BadDataException)
        {
            return null;  // a damaged record: the run is done again
        }
    }

    private static void Copy(string source, string target)
    {
        var part = target + ".part";
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(part, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        Directory.Move(part, target);
    }
}
