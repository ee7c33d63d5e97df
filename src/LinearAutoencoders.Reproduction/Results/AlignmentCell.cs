using System.Globalization;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results;

/// <summary>How one setting's runs, one a seed, got on towards an alignment: a cell of a table.</summary>
internal sealed record AlignmentCell(IReadOnlyList<FinishedRun> Runs)
{
    public FinishedRun First => Runs[0];

    public Model Model => First.Model;

    /// <summary>k.</summary>
    public int K => First.Options.Training.LatentDimension;

    /// <summary>Median of the epochs over the seeds; not a number when half of them or more did not get there.</summary>
    public double Epochs => Median.Of(Runs.Select(EpochsOf)) is var epochs && double.IsFinite(epochs) ? epochs : double.NaN;

    public bool Diverged => Runs.Count(run => run.Diverged) * 2 > Runs.Count;

    /// <summary>Median of d_align where the runs ended.</summary>
    public double Alignment => Median.Of(Runs.Select(run => run.Result.AxisAlignment ?? double.NaN));

    public double Seconds => Runs.Sum(run => run.Record.Seconds);

    /// <summary>Whether the runs were not stopped where they were aligned, but had all their epochs.</summary>
    public bool IsComplete => Runs.All(run => run.Result.Reason != "aligned");

    /// <summary>
    ///   As a cell of a table: epochs, or how far it came, or where it diverged; of a complete run that was aligned, both.
    /// </summary>
    public string Text =>
        !double.IsFinite(Epochs) ? Diverged ? Divergence : $"{Distance} at {NumberText.Count(First.Result.Epoch)}"
        : NumberText.Count(Epochs) + (IsComplete ? $", then {(Diverged ? Divergence : Distance)}" : "");

    /// <summary><c>aligned</c>, <c>not aligned</c> or <c>diverged</c>.</summary>
    public string Outcome => double.IsFinite(Epochs) ? "aligned" : Diverged ? "diverged" : "not aligned";

    /// <summary>Cells of runs that differ in their seeds alone, in the order of their first ones.</summary>
    public static IReadOnlyList<AlignmentCell> Of(IEnumerable<FinishedRun> runs) =>
        [.. runs.GroupBy(run => RunKey.WithoutSeed(run.Options)).Select(group => new AlignmentCell([.. group]))];

    private string Divergence => $"diverged at {NumberText.Count(Runs.First(run => run.Diverged).Result.Epoch)}";

    private string Distance =>
        Alignment < 0.01 ? NumberText.Distance(Alignment) : Alignment.ToString("0.00", CultureInfo.InvariantCulture);

    // Infinity sorts behind all that got there.
    private static double EpochsOf(FinishedRun run) => run.Result.EpochsToAlignment.Below03 ?? double.PositiveInfinity;
}
