using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>A run as its folder shows it, whoever made it, ended or not; only read.</summary>
internal sealed record StoredRun(string Folder, RunRecord Record)
{
    public RunOptions Options => Record.Options;

    /// <summary>What became of it, in a word.</summary>
    public string State => Record.Result?.Reason ?? (OutputFolder.IsInUse(Folder) ? "running" : "stopped");

    public bool IsRunning => (Record.Result is null || Record.IsInterrupted) && OutputFolder.IsInUse(Folder);

    /// <summary>Where the metrics are.</summary>
    public string MetricsPath => Path.Combine(Folder, MetricsFile.FileName);

    /// <summary>The metrics so far.</summary>
    public IReadOnlyList<MetricsRow> Rows() => File.Exists(MetricsPath) ? MetricsFile.Read(MetricsPath) : [];

    /// <summary>The run of a folder.</summary>
    /// <exception cref="BadDataException">There is none.</exception>
    public static StoredRun Of(string folder) => new(folder, new RunDirectory(folder).RequireRecord());

    /// <summary>All runs of folders and of those below them, by name; what is damaged is left out and told.</summary>
    /// <param name="folders">Runs, comparisons, reproductions, or whatever has such in it.</param>
    /// <param name="say">Is told what cannot be read.</param>
    /// <exception cref="RequestException">A folder is not there.</exception>
    public static IReadOnlyList<StoredRun> Below(IEnumerable<string> folders, Action<string> say)
    {
        var found = new List<StoredRun>();
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder)) throw new RequestException($"{folder} is not a folder; give one that holds runs");
            foreach (var below in FoldersBelow(folder))
                if (TryRead(below, say) is { } run) found.Add(run);
        }
        return [.. found.DistinctBy(run => Path.GetFullPath(run.Folder))];
    }

    /// <summary>The folders of runs in a folder and in those below it, by name; none of them is read.</summary>
    public static IEnumerable<string> FoldersBelow(string folder)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(folder, "run.json", everywhere).Select(file => Path.GetDirectoryName(file)!)
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The run of a folder; null where it is damaged, which is told.</summary>
    public static StoredRun? TryRead(string folder, Action<string> say)
    {
        try
        {
            return Of(folder);
        }
        catch (BadDataException damage)
        {
            say($"{damage.Message}; it is left out");
            return null;
        }
    }
}
