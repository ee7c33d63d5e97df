using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Runs;

/// <summary>Executes runs side by side, one thread each, as many at once as there are threads.</summary>
internal static class RunPool
{
    /// <summary>The records, in the order of the runs; runs that were never started because of a cancellation are left out.</summary>
    /// <param name="runs">What to do.</param>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="execute">Does one of them on a team of threads; null when it is left out.</param>
    /// <param name="cost">
    ///   The costliest are done first: if the longest began last, all other cores would wait for it; null: in their order.
    /// </param>
    /// <param name="cancellationToken">Given on to the runs, and cancelled for all of them when one fails or was asked to stop.</param>
    public static async Task<IReadOnlyList<RunRecord>> RunAsync<TRun>(
        IReadOnlyList<TRun> runs, int threads, Func<TRun, WorkerTeam, CancellationToken, RunRecord?> execute, Func<TRun, double>? cost,
        CancellationToken cancellationToken)
    {
        var records = new RunRecord?[runs.Count];
        int[] order = [.. Enumerable.Range(0, runs.Count).OrderByDescending(i => cost?.Invoke(runs[i]) ?? 0)];
        var next = -1;
        var workers = Math.Min(threads, runs.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Work, CancellationToken.None))).ConfigureAwait(false);
        return [.. records.OfType<RunRecord>()];

        void Work()
        {
            // Fewer runs than threads: the threads left over go to the products within the runs.
            using var team = new WorkerTeam(threads / workers);
            try
            {
                while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var i && i < runs.Count)
                {
                    records[order[i]] = execute(runs[order[i]], team, stop.Token);
                    if (records[order[i]] is { IsInterrupted: true }) stop.Cancel();
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
