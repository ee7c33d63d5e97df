using LinearAutoencoders.Training;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>Runs that differ in nothing but their seed.</summary>
internal sealed class RunGroup(IReadOnlyList<MeasuredRun> runs)
{
    public MeasuredRun First => runs[0];

    public Model Model => First.Model;

    public int Seeds => runs.Count;

    /// <summary>The last epoch that every seed reached.</summary>
    public int LastEpoch => runs.Min(run => run.Rows[^1].Epoch);

    public bool Diverged => runs.Any(run => run.Diverged);

    public double Seconds => runs.Sum(run => run.Seconds);

    /// <summary>Median over the seeds of d_align at the end; 1, the worst, for a diverged run.</summary>
    public double FinalAlignment => AlignmentAt(int.MaxValue);

    /// <summary>Median over the seeds of d_sub at the end; 1 for a diverged run.</summary>
    public double FinalSubspace => Median.Of(runs.Select(run => run.Diverged ? 1 : run.Rows[^1].SubspaceDistance));

    /// <summary>Median over the seeds of the last d_align measured up to an epoch.</summary>
    public double AlignmentAt(int epoch) => Median.Of(runs.Select(run => At(run, epoch, row => row.AxisAlignment)));

    /// <summary>Median over the seeds of d_align averaged over all epochs up to one: the less, the faster.</summary>
    public double MeanAlignmentUntil(int epoch) => Median.Of(runs.Select(run =>
        run.Diverged ? 1 : run.Rows.Where(row => row.Epoch <= epoch).Average(row => row.AxisAlignment)));

    /// <summary>
    ///   Median over the seeds of the first epoch with d_align below a threshold; infinite where half of them or more never got
    ///   there.
    /// </summary>
    public double EpochsTo(double alignment) => Median.Of(runs.Select(run => FirstBelow(run, alignment)));

    /// <summary>Median over the seeds of the smallest d_sub.</summary>
    public double SmallestSubspace => Median.Of(runs.Select(run => run.Rows.Min(row => row.SubspaceDistance)));

    /// <summary>Median over the seeds of d_sub over the run's last tenth: at its noise floor when it has one.</summary>
    public double SubspaceFloor => Median.Of(runs.Select(run =>
        run.Diverged ? 1 : Median.Of(
            run.Rows.Skip(run.Rows.Count - Math.Max(1, run.Rows.Count / 10)).Select(row => row.SubspaceDistance))));

    private static double At(MeasuredRun run, int epoch, Func<MetricsRow, double> value) =>
        run.Diverged && run.Rows[^1].Epoch <= epoch ? 1 : value(run.Rows.Last(row => row.Epoch <= epoch));

    private static double FirstBelow(MeasuredRun run, double alignment)
    {
        foreach (var row in run.Rows)
            if (row.AxisAlignment < alignment) return row.Epoch;
        return double.PositiveInfinity;
    }
}
