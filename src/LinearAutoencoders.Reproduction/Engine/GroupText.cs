using LinearAutoencoders.Reproduction.Results;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Reproduction.Engine;

/// <summary>Cells of tables that compare our numbers with the paper's.</summary>
internal static class GroupText
{
    public static string Rate(this RunGroup group) => NumberText.Number(group.First.LearningRate);

    public static string Distance(this RunGroup group, double value) => group.Diverged ? "diverged" : NumberText.Distance(value);

    public static string SeedCount(this RunGroup group) => NumberText.Count(group.Seeds);

    public static string Cost(this RunGroup group) => NumberText.Count(group.Seconds);

    /// <summary>By optimizer, then by method.</summary>
    public static IEnumerable<RunGroup> ByOptimizer(this IEnumerable<RunGroup> groups) =>
        groups.OrderBy(group => group.Model.OptimizerPlace).ThenBy(group => group.Model.MethodPlace);
}
