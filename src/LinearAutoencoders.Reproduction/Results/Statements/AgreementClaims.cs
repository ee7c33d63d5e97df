using System.Globalization;
using LinearAutoencoders.Reproduction.Engine;
using LinearAutoencoders.Reproduction.Report;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Results.Statements;

/// <summary>The numbers read off the paper's figures 2 and 4, against ours; both depend on seeds, so only their size is compared.</summary>
internal static class AgreementClaims
{
    /// <summary>An order of magnitude.</summary>
    private const double Factor = 10;

    public static Claim Figure2(ReproductionResults results)
    {
        var statement = new Statement("7, figure 2", "The distances read off figure 2 at 30,000 epochs have the same order of magnitude as ours.");
        if (Curves.DataName(results.Data) != "MNIST" || results.Profile != Profile.Paper)
            return statement.NotMeasured("The numbers are those of MNIST with the paper's settings.");
        var groups = results.Groups("fig2").Select(group => (Group: group, Paper: PaperNumbers.FinalAlignment(group.Model)));
        return Decide(statement, "fig2", [.. groups.Where(entry => entry.Paper is not null).Select(entry => PairOf(entry.Group, entry.Paper!))]);
    }

    public static Claim Figure4(ReproductionResults results)
    {
        var statement = new Statement("7, figure 4", "The epochs to an alignment of 0.3 read off figure 4 have the same order of magnitude as ours.");
        if (results.Profile != Profile.Paper) return statement.NotMeasured("The numbers are those of the paper's settings.");
        var groups = results.Groups("fig4").Select(group =>
            (Group: group, Paper: PaperNumbers.EpochsToAlignment(group.Model, group.First.K)));
        return Decide(statement, "fig4", [.. groups.Where(entry => entry.Paper is not null).Select(entry => PairOf(entry.Group, entry.Paper!.Value))]);
    }

    private static Claim Decide(Statement statement, string figure, IReadOnlyList<Pair> pairs)
    {
        if (pairs.Count == 0) return statement.NotMeasured($"{Evidence.NameOf(figure)} was not run.");
        var furthest = pairs.MaxBy(pair => Math.Abs(Math.Log(pair.Ratio)))!;
        var close = pairs.Count(pair => pair.IsWithin(2));
        var evidence = $"{pairs.Count} numbers, {close} of them within a factor of 2, {pairs.Count(pair => pair.IsWithin(Factor))} within {Factor}. "
            + $"Furthest apart: {furthest.Text}.";
        return statement.Decide(pairs.All(pair => pair.IsWithin(Factor)), evidence,
            $"Further apart: {Evidence.List(pairs.Where(pair => !pair.IsWithin(Factor)).Select(pair => pair.Text))}");
    }

    private static Pair PairOf(RunGroup group, string paper)
    {
        var ours = group.FinalAlignment;
        var bound = double.Parse(paper.TrimStart('<', ' '), CultureInfo.InvariantCulture);
        var ratio = paper.StartsWith('<') ? Math.Max(1, ours / bound) : ours / bound;
        return new Pair($"{group.Model.Title}, ours {Numbers.Distance(ours)}, the paper's {paper}", ratio);
    }

    // A run that never got there took longer than it lasted.
    private static Pair PairOf(RunGroup group, double paper)
    {
        var ours = group.EpochsTo(Setup.Alignment);
        var ratio = double.IsFinite(ours) ? ours / paper : Math.Max(1, group.LastEpoch / paper);
        var name = $"{group.Model.Title}, k = {group.First.K}";
        return new Pair($"{name}, ours {Evidence.Epochs(ours)}, the paper's {Evidence.Epochs(paper)}", ratio);
    }

    private sealed record Pair(string Text, double Ratio)
    {
        public bool IsWithin(double factor) => Ratio < factor && Ratio > 1 / factor;
    }
}
