using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>The metrics of runs that differ in their seeds alone, epoch by epoch.</summary>
internal static class SeedRows
{
    /// <summary>The rows of each epoch at which some run was evaluated.</summary>
    /// <remarks>
    ///   A run that has what it was trained for ends early, and stays where it ended; where most have, there is nothing more to tell. One
    ///   that diverged is shorter too: what all share is told of all, the rest of those that are left.
    /// </remarks>
    /// <param name="runs">The metrics of each, and whether it ended where it was to go.</param>
    public static IReadOnlyList<MetricsRow[]> ByEpoch(IReadOnlyList<(IReadOnlyList<MetricsRow> Rows, bool IsAtGoal)> runs)
    {
        var ends = runs.Where(run => run.IsAtGoal).Select(run => run.Rows[^1]).OrderBy(row => row.Epoch).ToList();
        var last = 2 * ends.Count > runs.Count ? ends[runs.Count / 2].Epoch : int.MaxValue;
        return
        [
            .. runs.SelectMany(run => run.Rows).GroupBy(row => row.Epoch).OrderBy(group => group.Key).TakeWhile(group => group.Key <= last)
                .Select(group => (MetricsRow[])[.. group, .. ends.TakeWhile(row => row.Epoch < group.Key)]),
        ];
    }
}
