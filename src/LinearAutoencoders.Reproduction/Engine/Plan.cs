using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>The experiments with their runs: each run once, however many experiments look at it.</summary>
internal sealed class Plan
{
    private readonly Dictionary<IExperiment, IReadOnlyList<string>> folders;
    private readonly Dictionary<string, FinishedRun> finished = [];
    private readonly Setup setup;
    private readonly RunCache cache;

    public Plan(IReadOnlyList<IExperiment> experiments, Setup setup, RunCache cache)
    {
        (this.setup, this.cache, Experiments) = (setup, cache, experiments);
        var options = new Dictionary<string, RunOptions>();
        folders = experiments.ToDictionary(experiment => experiment, FoldersOf);
        foreach (var (folder, run) in options)
            if (Find(run) is { } done) finished.Add(folder, done);
        ToDo = [.. options.Where(entry => !finished.ContainsKey(entry.Key)).Select(entry => (entry.Key, entry.Value))];
        Total = options.Count;

        IReadOnlyList<string> FoldersOf(IExperiment experiment) => [.. experiment.Runs(setup).Select(run =>
        {
            var folder = FolderOf(run);
            options.TryAdd(folder, run);
            return folder;
        })];
    }

    public IReadOnlyList<IExperiment> Experiments { get; }

    /// <summary>Runs that are not in the cache, in the order of the experiments.</summary>
    public IReadOnlyList<(string Folder, RunOptions Options)> ToDo { get; }

    /// <summary>All runs, those in the cache too.</summary>
    public int Total { get; }

    /// <summary>A run, if it has ended by now: another process may have done it.</summary>
    public FinishedRun? Find(RunOptions options) => cache.Find(options, Fingerprint(options));

    /// <summary>Takes note of a run that has ended.</summary>
    /// <returns>The experiments whose last run that was.</returns>
    public IReadOnlyList<IExperiment> End(string folder, RunOptions options)
    {
        if (Find(options) is not { } run) return [];
        finished[folder] = run;
        return [.. Experiments.Where(experiment => folders[experiment].Contains(folder) && IsComplete(experiment))];
    }

    public bool IsComplete(IExperiment experiment) => folders[experiment].All(finished.ContainsKey);

    /// <summary>What an experiment can be written from now; null when it takes runs and none of them has ended.</summary>
    public Outcome? OutcomeOf(IExperiment experiment, string folder)
    {
        var all = folders[experiment];
        List<FinishedRun> runs = [.. all.Where(finished.ContainsKey).Select(name => finished[name])];
        return all.Count > 0 && runs.Count == 0 ? null
            : new Outcome(experiment.Id, setup, runs, all.Count - runs.Count, folder);
    }

    private string FolderOf(RunOptions run) => cache.FolderOf(run, Fingerprint(run));

    private string Fingerprint(RunOptions run) => setup.DataSets.Of(run).Dataset.Fingerprint;
}
