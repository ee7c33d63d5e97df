using System.Collections.Concurrent;
using System.Globalization;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>Does a plan's runs, and writes each experiment when its last run has ended and the report when all have.</summary>
/// <param name="set">The experiments whose observations are in the report; of those that were not run it says so.</param>
/// <param name="plan">What is to be run.</param>
/// <param name="setup">As the runs were made.</param>
/// <param name="folder">Where files go.</param>
/// <param name="view">Shows what is done.</param>
internal sealed class Reproducer(ExperimentSet set, Plan plan, Setup setup, string folder, IReproductionView view)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    /// <summary>
    ///   A killed process loses this much work at most; the longest state takes a fraction of a second to save.
    /// </summary>
    public required TimeSpan LeastBetweenCheckpoints { get; init; }

    /// <summary>Whether a run was asked to stop, from outside.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Does the runs that are missing.</summary>
    public async Task TrainAsync(int threads, CancellationToken cancellation)
    {
        foreach (var experiment in plan.Experiments.Where(plan.IsComplete)) Write(experiment);
        if (plan.ToDo.Count == 0) return;
        view.Say($"{plan.Total} runs, {plan.Total - plan.ToDo.Count} of them done before");
        await view.ShowAsync([.. plan.ToDo.Select(run => Planned(run.Options))], StartAsync).ConfigureAwait(false);

        Task StartAsync(IReadOnlyList<IProgress<RunEvent>> progress) => ExecuteAllAsync(
            [.. plan.ToDo.Select((run, i) => new Job(run.Folder, run.Options, progress[i]))], threads, cancellation);
    }

    private PlannedRun Planned(RunOptions options) =>
        new(RunNames.Of(options), options.Training.Epochs, setup.DataSets.Of(options).CostOf(options));

    /// <summary>Does all jobs, and those last that another process has begun: when it has ended them, or was stopped.</summary>
    private async Task ExecuteAllAsync(IReadOnlyList<Job> jobs, int threads, CancellationToken cancellation)
    {
        var saidSo = false;
        while (jobs.Count > 0 && !cancellation.IsCancellationRequested)
        {
            var elsewhere = new ConcurrentQueue<Job>();
            var records = await RunPool.RunAsync(jobs, threads, ExecuteUnlessElsewhere, cost: null, cancellation).ConfigureAwait(false);
            IsInterrupted = records.Any(record => record.IsInterrupted);
            if (IsInterrupted) break;
            jobs = [.. elsewhere];
            if (jobs.Count == 0) break;
            if (!saidSo) view.Say($"waiting for another lae that does {jobs.Count} of these runs");
            saidSo = true;
            await Task.Delay(BetweenLooks, cancellation).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);

            RunRecord? ExecuteUnlessElsewhere(Job job, WorkerTeam team, CancellationToken stop)
            {
                try
                {
                    return Execute(job, team, stop);
                }
                catch (FolderInUseException)
                {
                    elsewhere.Enqueue(job);
                    return null;
                }
            }
        }
    }

    /// <summary>Does a run, unless another process has ended it in the meantime, and writes the experiments that it completes.</summary>
    private RunRecord Execute(Job job, WorkerTeam team, CancellationToken stop)
    {
        var record = Train(job, team, stop);
        // Figures appear while the others' runs go on; drawing is not safe from two threads at once.
        lock (gate)
            foreach (var experiment in plan.End(job.Folder, job.Options)) Write(experiment);
        return record;
    }

    private RunRecord Train(Job job, WorkerTeam team, CancellationToken stop)
    {
        var options = job.Options.With(training => training with { CheckpointEvery = CheckpointEvery(training) });
        var run = new Run<float>(setup.DataSets.Of(options), options, new RunDirectory(job.Folder), job.Progress)
        {
            LeastBetweenCheckpoints = LeastBetweenCheckpoints,
            KeepsState = false,
            RedoesWhatIsDamaged = true,
            Say = view.Say,
        };
        return run.Execute(team, stop);
    }

    /// <summary>
    ///   Writes the report of what there is: all figures and tables whose runs have ended, in part or all of them.
    /// </summary>
    /// <returns>What was found of the paper's statements.</returns>
    public IReadOnlyList<Finding> WriteReport()
    {
        var outcomes = plan.Experiments
            .Select(experiment => (Experiment: experiment, Outcome: plan.OutcomeOf(experiment, folder)))
            .Where(entry => entry.Outcome is not null).ToList();
        var results = new ReproductionResults(
            setup.Sizes, setup.Data, [.. outcomes.SelectMany(entry => entry.Experiment.Measured(entry.Outcome!))])
        {
            Changes = [.. setup.Changes.Sentences(Sizes.All.First(usual => usual.Name == setup.Sizes.Name))],
        };
        var sections = outcomes.Select(entry => Section(entry.Experiment, entry.Outcome!, results)).ToList();
        var report = new ReproductionReport(
            set.Title, setup.Sizes.Name, results.DataName,
            Text(MachineRecord.Current(threads: 1)),
            sections, Findings.Of(set, results))
        {
            FindingsTitle = set.FindingsTitle,
            Making = Making([.. outcomes.SelectMany(entry => entry.Outcome!.Runs).DistinctBy(run => run.Folder)]),
            Changes = results.Changes,
        };
        HtmlReport.Write(report, folder);
        MarkdownReport.Write(report, folder);
        return report.Findings;
    }

    private static IReadOnlyList<Setting> Making(IReadOnlyList<FinishedRun> runs) =>
    [
        new("Version", RunRecord.CurrentVersion),
        new("Made on", DateTimeOffset.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("Training", $"{NumberText.Counted(runs.Count, "run")}, {NumberText.Duration(TimeSpan.FromSeconds(runs.Sum(Seconds)))} in all"),
    ];

    private static double Seconds(FinishedRun run) => double.IsFinite(run.Record.Seconds) ? run.Record.Seconds : 0;

    private static string Text(MachineRecord machine) =>
        $"{machine.System}, {machine.Architecture}, {machine.Cores} cores, {machine.VectorBits}-bit vectors, {machine.Runtime}";

    private static ReportSection Section(IExperiment experiment, Outcome outcome, ReproductionResults results)
    {
        var section = experiment.Write(outcome);
        if (outcome.Runs.Count == 0) return section;
        var versions = outcome.Runs.Select(run => run.Record.Version).Distinct().Order(StringComparer.Ordinal);
        return section with
        {
            Tables = [.. experiment.Comparison(results), .. section.Tables],
            Settings = [.. section.Settings, new Setting("Runs made with version", string.Join(", ", versions))],
        };
    }

    private void Write(IExperiment experiment)
    {
        experiment.Write(plan.OutcomeOf(experiment, folder)!);
        view.Say($"{experiment.Id}: {Path.Combine(folder, experiment.Id)}.*");
    }

    /// <summary>Often enough for the clock to decide when a state is written.</summary>
    private static int CheckpointEvery(TrainingOptions training) => Math.Max(1, training.Epochs / 500);

    private sealed record Job(string Folder, RunOptions Options, IProgress<RunEvent> Progress);
}
