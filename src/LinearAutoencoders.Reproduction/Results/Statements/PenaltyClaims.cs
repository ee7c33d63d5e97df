using System.Globalization;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results.Statements;

/// <summary>Appendix I.1: the penalties that are best at the minimum, figure 6.</summary>
internal static class PenaltyClaims
{
    /// <summary>The initial phase: so much of the run, a fifth.</summary>
    private const int PartsOfARun = 5;

    public static Claim OptimalSlowTheStart(ReproductionResults results)
    {
        var statement = new Statement("I.1, figure 6",
            "Penalties that are optimal at the minimum slow down the initial phase of training, against the evenly spaced ones.");
        var pairs = results.Groups("fig6").Where(group => !group.Diverged).GroupBy(group => group.First.LearningRate)
            .Select(rate => (Rate: rate.Key, Default: Of(rate, MeasuredRun.DefaultPenalties), Optimal: Of(rate, MeasuredRun.OptimalPenalties)))
            .Where(pair => pair is { Default: not null, Optimal: not null })
            .Select(pair => new Pair(pair.Rate, pair.Default!, pair.Optimal!)).ToList();
        if (pairs.Count == 0) return statement.NotMeasured("No learning rate of figure 6 was run with both kinds of penalties.");
        var epochs = pairs[0].Epochs;
        var evidence = $"d_align averaged over the first {Numbers.Count(epochs)} epochs, default → optimal: " + Evidence.List(pairs.Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"α = {pair.Rate}: {Numbers.Distance(pair.Before)} → {Numbers.Distance(pair.After)}")
            + $" (at the end {Numbers.Distance(pair.Default.FinalAlignment)} → {Numbers.Distance(pair.Optimal.FinalAlignment)})"));
        var faster = pairs.Where(pair => !(pair.After > pair.Before)).ToList();
        var slowerRates = pairs.Except(faster).Select(pair => pair.Rate).ToList();
        var dependsOnTheRate = faster.Count > 0 && slowerRates.Count > 0 && slowerRates.Max() < faster.Min(pair => pair.Rate);
        return statement.Decide(faster.Count == 0, evidence, "The optimal ones are not slower at " + Evidence.List(faster.Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"α = {pair.Rate}, where they are behind up to epoch {pair.BehindUntil} only")))
            + (dependsOnTheRate ? " It is a matter of the learning rate: larger steps leave the initial phase sooner." : ""));
    }

    private static RunGroup? Of(IEnumerable<RunGroup> groups, string penalties) => groups.FirstOrDefault(group => group.First.Penalties == penalties);

    private sealed record Pair(double Rate, RunGroup Default, RunGroup Optimal)
    {
        public int Epochs => Math.Max(1, Math.Min(Default.LastEpoch, Optimal.LastEpoch) / PartsOfARun);

        public double Before => Default.MeanAlignmentUntil(Epochs);

        /// <summary>The last epoch of the initial phase at which the optimal penalties are behind; 0 when they never are.</summary>
        public int BehindUntil => Default.First.Rows.Select(row => row.Epoch)
            .LastOrDefault(epoch => epoch <= Epochs && Optimal.AlignmentAt(epoch) > Default.AlignmentAt(epoch));

        public double After => Optimal.MeanAlignmentUntil(Epochs);
    }
}
