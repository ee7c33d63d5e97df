using System.Globalization;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Figure6PenaltyComparison;

/// <summary>Appendix I.1: the penalties that are best at the minimum, figure 6.</summary>
internal static class PenaltyObservation
{
    /// <summary>The initial phase: so much of the run, a fifth.</summary>
    private const int PartsOfARun = 5;

    public static Finding OptimalSlowTheStart(ReproductionResults results, string figureId)
    {
        var observation = new Observation("I.1, figure 6",
            "Penalties that are optimal at the minimum slow down the initial phase of training, "
            + "against the evenly spaced ones.");
        var pairs = results.Groups(figureId).Where(group => !group.Diverged).GroupBy(group => group.First.LearningRate)
            .Select(PairOf).OfType<Pair>().ToList();
        if (pairs.Count == 0)
            return observation.NotMeasured("No learning rate of figure 6 was run with both kinds of penalties.");
        var evidence = $"d_align averaged over the first {NumberText.Count(pairs[0].Epochs)} epochs, default → optimal: "
            + EvidenceText.List(pairs.Select(pair => pair.Text));
        var faster = pairs.Where(pair => !pair.IsSlower).ToList();
        var slowerRates = pairs.Except(faster).Select(pair => pair.Rate).ToList();
        var dependsOnTheRate = faster.Count > 0 && slowerRates.Count > 0 && slowerRates.Max() < faster.Min(pair => pair.Rate);
        return observation.Decide(faster.Count == 0, evidence,
            "The optimal ones are not slower at " + EvidenceText.List(faster.Select(pair => pair.WhereBehind))
            + (dependsOnTheRate ? " It is a matter of the learning rate: larger steps leave the initial phase sooner." : ""));
    }

    private static Pair? PairOf(IGrouping<double, RunGroup> rate) =>
        Of(rate, MeasuredRun.DefaultPenalties) is { } usual && Of(rate, MeasuredRun.OptimalPenalties) is { } optimal
            ? new Pair(rate.Key, usual, optimal) : null;

    private static RunGroup? Of(IEnumerable<RunGroup> groups, string penalties) =>
        groups.FirstOrDefault(group => group.First.Penalties == penalties);

    /// <summary>Both kinds of penalties at one learning rate.</summary>
    private sealed record Pair(double Rate, RunGroup Default, RunGroup Optimal)
    {
        public int Epochs => Math.Max(1, Math.Min(Default.LastEpoch, Optimal.LastEpoch) / PartsOfARun);

        public bool IsSlower => After > Before;

        public string Text => string.Create(CultureInfo.InvariantCulture, $"α = {Rate}: ")
            + $"{NumberText.Distance(Before)} → {NumberText.Distance(After)} "
            + $"(at the end {NumberText.Distance(Default.FinalAlignment)} → {NumberText.Distance(Optimal.FinalAlignment)})";

        public string WhereBehind =>
            string.Create(CultureInfo.InvariantCulture, $"α = {Rate}, where they are behind up to epoch {BehindUntil} only");

        private double Before => Default.MeanAlignmentUntil(Epochs);

        private double After => Optimal.MeanAlignmentUntil(Epochs);

        /// <summary>
        ///   The last epoch of the initial phase at which the optimal penalties are behind; 0 when they never are.
        /// </summary>
        private int BehindUntil => Default.First.Rows.Select(row => row.Epoch)
            .LastOrDefault(epoch => epoch <= Epochs && Optimal.AlignmentAt(epoch) > Default.AlignmentAt(epoch));
    }
}
