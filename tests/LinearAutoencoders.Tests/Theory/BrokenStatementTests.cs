using LinearAutoencoders.Numerics;
using LinearAutoencoders.Theory;
using LinearAutoencoders.Theory.Verification;

namespace LinearAutoencoders.Tests.Theory;

/// <summary>No row is vacuous: with a wrong claim in the place of the paper's, it fails.</summary>
public class BrokenStatementTests
{
    /// <summary>Inequalities and statistics need a claim that is off by more than a thousandth.</summary>
    private static readonly Dictionary<string, Func<double, double>> CoarseErrors = new()
    {
        ["Lemma 2"] = claimed => 3 * claimed,
        ["Theorem 3, only there"] = claimed => 1.2 * claimed,
        ["Theorem 3, no other minima"] = claimed => 3 * claimed,
        ["Section 4.3.1, (7), (16)"] = claimed => 1e6 * claimed,
        ["Section 5, sampled"] = claimed => 1.1 * claimed,
        ["Section 6, Taylor"] = claimed => 1.1 * claimed,
        ["Theorem 5"] = claimed => 2 * claimed,
        // What is refuted stands still, or differs, whatever the factor: it fails where there is nothing to see.
        ["Footnote 3 as printed"] = _ => 0,
        ["Section 3, appendix G"] = _ => 0,
    };

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Statements.All.Count)];

    [Theory, MemberData(nameof(Numbers))]
    public void Statement_Fails_WhenItsClaimIsDistorted(int number)
    {
        var statement = Statements.All[number];
        var problem = TheoryProblem.Random(7, 3, new RandomSource(5));
        Assert.True(statement.Measure(new Trial(problem, new RandomSource(6))).Passed);

        var error = CoarseErrors.GetValueOrDefault(statement.Claim.Source, claimed => 1.001 * claimed);
        var broken = statement.Measure(new Trial(problem, new RandomSource(6), error));
        Assert.False(broken.Passed, $"{statement.Claim.Source} passes with a wrong claim: {broken.Value:E2}, limit {broken.Limit:E2}");
    }
}
