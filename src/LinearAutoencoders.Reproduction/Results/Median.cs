namespace LinearAutoencoders.Reproduction.Results;

/// <summary>The median of the seeds, the same in pictures, tables and verdicts.</summary>
internal static class Median
{
    /// <summary>
    ///   The middle value, or the mean of the two that share the middle; what is not a number counts as infinite.
    /// </summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Select(value => double.IsNaN(value) ? double.PositiveInfinity : value).Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
