namespace LinearAutoencoders.Reproduction.Results;

/// <summary>Runs that differ in their seeds alone, thinned to what a picture and a table of numbers can hold.</summary>
internal sealed record SeedSummary(
    IReadOnlyList<FinishedRun> Runs, double[] Epochs, SeedBand AxisAlignment, SeedBand SubspaceDistance)
{
    /// <summary>A curve has a few more points than that at most: one is seldom wider than 400 pixels on a screen.</summary>
    private const int MostPoints = 400;

    public FinishedRun First => Runs[0];

    public Model Model => First.Model;

    /// <summary>Groups runs that differ in their seeds alone, in the order of their first ones.</summary>
    public static IReadOnlyList<SeedSummary> Of(IEnumerable<FinishedRun> runs) =>
        [.. runs.GroupBy(run => RunKey.WithoutSeed(run.Options)).Select(group => Summarize([.. group]))];

    private static SeedSummary Summarize(IReadOnlyList<FinishedRun> runs)
    {
        var byEpoch = SeedRows.ByEpoch([.. runs.Select(run => (run.Rows, run.Result.IsAtGoal))]);
        var step = (byEpoch.Count + MostPoints - 1) / MostPoints;
        var kept = byEpoch.Where((_, i) => i % step == 0 || i == byEpoch.Count - 1).ToList();
        return new SeedSummary(runs, [.. kept.Select(rows => (double)rows[0].Epoch)],
            SeedBand.Of([.. kept.Select(rows => rows.Select(row => row.AxisAlignment).ToArray())]),
            SeedBand.Of([.. kept.Select(rows => rows.Select(row => row.SubspaceDistance).ToArray())]));
    }
}
