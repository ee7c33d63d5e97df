using System.Collections.Concurrent;
using System.Numerics;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Runs;

/// <summary>Executes runs side by side, one thread each, as many at once as there are threads.</summary>
internal static class RunPool
{
    /// <summary>The records, in the order of the runs; runs that were never started because of a cancellation are left out.</summary>
    public static async Task<IReadOnlyList<RunRecord>> RunAsync<T>(IReadOnlyList<Run<T>> runs, int threads, CancellationToken cancellation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var records = new RunRecord?[runs.Count];
        // The longest first: else one of them is what all other cores wait for at the end.
        var queue = new ConcurrentQueue<int>(Enumerable.Range(0, runs.Count).OrderByDescending(i => Weight(runs[i].Options)));
        var workers = Math.Min(threads, runs.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Work, CancellationToken.None))).ConfigureAwait(false);
        return [.. records.OfType<RunRecord>()];

        void Work()
        {
            // Fewer runs than threads: the threads left over go to the products within the runs.
            using var team = new WorkerTeam(threads / workers);
            while (!cancellation.IsCancellationRequested && queue.TryDequeue(out var i))
                records[i] = runs[i].Execute(team, resumeFrom: null, cancellation);
        }
    }

    /// <summary>How long runs take, relative to each other.</summary>
    private static int Weight(RunOptions options) => options switch
    {
        _ when options.ParsedMethod == Method.NestedDropout => 3,
        { BatchSize: not null } => 2,
        _ when options.ParsedOptimizer == OptimizerKind.Adam => 1,
        _ => 0,
    };
}
