using static System.FormattableString;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>What statements assume of the data, and what their checks can decide in double precision.</summary>
/// <remarks>Each gives the reason why a statement does not apply; null where it does.</remarks>
internal static class Assumption
{
    /// <summary>Differences of this part of σ₁² are rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>σ₁² &gt; σ₂² &gt; … &gt; σ_k² &gt; σ_{k+1}².</summary>
    public static string? DistinctVariances(TheoryProblem problem)
    {
        var pair = ClosestPair(problem);
        return Gap(problem, pair) > Rounding ? null
            : Invariant($"variances {pair + 1} and {pair + 2} are equal, and the statement is about distinct ones");
    }

    /// <summary>Σ is no multiple of I.</summary>
    public static string? SomeVarianceDiffers(TheoryProblem problem) =>
        problem.Eigenvalues[0] - problem.Eigenvalues[^1] > Rounding * problem.Eigenvalues[0] ? null
            : "all variances are equal, and nothing turns";

    /// <summary>A search ends near a minimum where the k-th variance is a hundredth or so of the first.</summary>
    public static string? SearchEnds(TheoryProblem problem)
    {
        var (k, share) = (problem.LatentDimension, problem.Eigenvalues[problem.LatentDimension - 1] / problem.Eigenvalues[0]);
        return DistinctVariances(problem) ?? (share > 5e-3 ? null
            : Invariant($"σ{k}² is {share:0.0e0} of σ₁²: a search in double precision ends too far from the minimum"));
    }

    /// <summary>A flow comes to its end in time where no two components are too alike.</summary>
    public static string? FlowEnds(TheoryProblem problem)
    {
        var gap = Gap(problem, ClosestPair(problem));
        return DistinctVariances(problem) ?? (gap > 1e-3 ? null
            : Invariant($"the least gap of variances is {gap:0.0e0} of σ₁²: a flow takes too long to its end"));
    }

    private static int ClosestPair(TheoryProblem problem) =>
        Enumerable.Range(0, Math.Min(problem.LatentDimension, problem.DataDimension - 1)).MinBy(i => Gap(problem, i));

    private static double Gap(TheoryProblem problem, int i) =>
        (problem.Eigenvalues[i] - problem.Eigenvalues[i + 1]) / problem.Eigenvalues[0];
}
