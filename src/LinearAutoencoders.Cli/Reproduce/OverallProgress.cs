using System.Diagnostics;
using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Reproduce;

/// <summary>How far all runs together are.</summary>
internal sealed class OverallProgress(IReadOnlyList<(RunProgress Run, double Cost)> runs)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Runs done, going and waiting, and the time left if the rest goes at the speed so far.</summary>
    public string Line()
    {
        var running = runs.Count(run => run.Run.Status == RunStatus.Running);
        var waiting = runs.Count(run => run.Run.Status == RunStatus.Waiting);
        var left = Left is { } span ? $", about {NumberText.Duration(span)} left" : "";
        return $"{NumberText.Count(runs.Count - running - waiting)} runs done, {running} going, {NumberText.Count(waiting)} waiting; "
            + $"{NumberText.Duration(clock.Elapsed)} so far{left}";
    }

    private TimeSpan? Left
    {
        get
        {
            // A run that ended early (aligned, diverged) counts with the part of it that was done.
            var done = runs.Sum(run => run.Cost * (run.Run.Epoch - run.Run.FirstEpoch) / Math.Max(1, run.Run.Epochs));
            var left = runs.Where(run => run.Run.Status <= RunStatus.Running)
                .Sum(run => run.Cost * (run.Run.Epochs - run.Run.Epoch) / Math.Max(1, run.Run.Epochs));
            return done > 0 ? clock.Elapsed * (left / done) : null;
        }
    }
}
