using LinearAutoencoders.Moments;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>Counts components of which only the leading ones can be had: more and more of them, until a rule is content.</summary>
internal static class LeadingCount
{
    private const int FirstLook = 32;

    /// <summary>More are not looked for: whoever wants so many gives their number.</summary>
    private const int Most = 512;

    private const string NeedsAll = "it needs all variances, which data of so many rows and columns does not give";

    /// <summary>The least number that hold a share of the variance.</summary>
    /// <exception cref="BadDataException">So many as are looked for do not.</exception>
    public static CountDecision OfShare(double share, CountProblem problem)
    {
        var (pairs, count) = Search(problem, pairs => WithShare(pairs, share * problem.Moments.Trace));
        if (count > pairs.Values.Count)
            throw new BadDataException(Invariant(
                $"{problem.Moments.Source.Name}: {pairs.Values.Count} components hold {pairs.Values.Sum() / problem.Moments.Trace:P1} ")
                + "of the variance, and of more their number must be given; ask for so many, or for a smaller share");
        return new(count, Invariant($"the least that hold {share:P1} of the variance")) { Pairs = First(pairs, count) };
    }

    /// <summary>As many as have more variance than the largest of data without correlation.</summary>
    public static CountDecision OfParallelAnalysis(CountProblem problem)
    {
        var edge = NullEdge.Quantile95(problem.ColumnVariances, problem.Degrees);
        var (pairs, behind) = Search(problem, pairs => 1 + pairs.Values.TakeWhile(value => value * problem.Factor > edge).Count());
        var rule = ParallelAnalysis.OfLeading(behind - 1, edge, isAll: behind <= pairs.Values.Count);
        string[] others = [MinkaEvidence.Rule, CrossValidation.Rule, ScreeElbow.Rule];
        ComponentCountChoice[] choices = [rule, .. others.Select(other => new ComponentCountChoice(other, null, NeedsAll))];
        return behind > 1
            ? new(behind - 1, Invariant($"{rule.Rule}: {rule.Explanation}"), choices) { Pairs = First(pairs, behind - 1) }
            : new(1, "no rule found a component; the first one is fitted all the same", choices) { Pairs = First(pairs, 1) };
    }

    /// <summary>Looks for more pairs until what is wanted lies among them, or there are no more to look for.</summary>
    /// <param name="problem">The data.</param>
    /// <param name="wanted">The number of pairs that some say is needed: beyond theirs, where they are too few to say.</param>
    private static (Eigenpairs Pairs, int Wanted) Search(CountProblem problem, Func<Eigenpairs, int> wanted)
    {
        var most = Math.Min(Most, problem.Moments.Dimension);
        for (var k = Math.Min(FirstLook, most); ; k = Math.Min(2 * k, most))
        {
            var pairs = problem.Moments.LeadingComponents(k, problem.Search);
            var count = wanted(pairs);
            if (count <= k || k == most || !pairs.IsConverged) return (pairs, count);
        }
    }

    private static int WithShare(Eigenpairs pairs, double variance)
    {
        var (sum, count) = (0.0, 0);
        while (count < pairs.Values.Count && sum < variance) sum += pairs.Values[count++];
        return sum >= variance ? count : count + 1;
    }

    /// <summary>The first of some pairs; the one behind them is known as well as they are.</summary>
    private static Eigenpairs First(Eigenpairs pairs, int count) => count == pairs.Values.Count ? pairs : pairs with
    {
        Values = [.. pairs.Values.Take(count)],
        Vectors = pairs.Vectors.RowRange(0, count).Clone(),
        Estimate = pairs.Estimate with
        {
            Values = [.. pairs.Estimate.Values.Take(count + 1)],
            Residuals = [.. pairs.Estimate.Residuals.Take(count + 1)],
        },
        NextBound = null,
    };
}
