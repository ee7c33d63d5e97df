namespace LinearAutoencoders.Components;

/// <summary>The elbow of the scree plot: the split of the variances into large and small ones that makes both groups most alike.</summary>
/// <remarks>
///   The profile likelihood of two normal groups with means of their own and one variance (Zhu and Ghodsi 2006) is largest where the sum of
///   squares within the groups is least, which is where that between them, q(p − q)/p (mean of the first q − mean of the others)², is most.
/// </remarks>
internal static class ScreeElbow
{
    public const string Rule = "elbow";

    public static ComponentCountChoice Choose(CountProblem problem) => problem.Variances.Length < 3
        ? new(Rule, null, "it needs three variances that are not zero")
        : new(Rule, Of(problem.Variances), "the split of the variances in two groups of the largest profile likelihood (Zhu and Ghodsi)");

    /// <summary>The number of large ones.</summary>
    /// <param name="variances">p positive numbers, descending.</param>
    internal static int Of(double[] variances)
    {
        var (p, total, sum, best, count) = (variances.Length, variances.Sum(), 0.0, -1.0, 0);
        for (var q = 1; q < p; q++)
        {
            sum += variances[q - 1];
            var difference = sum / q - (total - sum) / (p - q);
            // In units of the largest, so that squares stay in range.
            var between = q * (double)(p - q) * Math.Pow(difference / variances[0], 2);
            if (between > best) (best, count) = (between, q);
        }
        return count;
    }
}
