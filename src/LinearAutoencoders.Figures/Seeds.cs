namespace LinearAutoencoders.Figures;

/// <summary>Several seeds of one run as a median with a band from the least to the greatest.</summary>
/// <remarks>
///   A value that is not finite, or missing because a run ended early, counts as worse than all others: a median is finite where
///   more than half of the runs are (half of them, for an even number), and the band spans those that are.
/// </remarks>
public static class Seeds
{
    /// <summary>The median curve; the band is there when there are two or more curves.</summary>
    /// <param name="curves">Equal in all but the seed: their epochs agree as far as they go.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public static LearningCurve Median(IReadOnlyList<LearningCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("a median needs at least one curve", nameof(curves));
        if (curves.Count == 1) return curves[0];
        var longest = curves.MaxBy(curve => curve.Epochs.Count)!;
        var (alignment, alignmentBand) = Median([.. curves.Select(curve => curve.AxisAlignment)]);
        var (subspace, subspaceBand) = Median([.. curves.Select(curve => curve.SubspaceDistance)]);
        return longest with
        {
            AxisAlignment = alignment,
            AxisAlignmentBand = alignmentBand,
            SubspaceDistance = subspace,
            SubspaceDistanceBand = subspaceBand,
        };
    }

    /// <summary>The median of lists, place by place, and the band around it.</summary>
    /// <param name="lists">One or more; shorter ones are as if they went on with values that are not numbers.</param>
    public static (double[] Median, Band Band) Median(IReadOnlyList<IReadOnlyList<double>> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var columns = Enumerable.Range(0, lists.Max(list => list.Count)).Select(i => Column(lists, i)).ToArray();
        var band = new Band(
            [.. columns.Select(column => column.Where(double.IsFinite).DefaultIfEmpty(double.NaN).First())],
            [.. columns.Select(column => column.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Last())]);
        return ([.. columns.Select(column => column[(column.Length - 1) / 2])], band);
    }

    // Ascending, what is not finite last.
    private static double[] Column(IReadOnlyList<IReadOnlyList<double>> lists, int place) =>
        [.. lists.Select(list => place < list.Count && double.IsFinite(list[place]) ? list[place] : double.NaN)
            .OrderBy(value => double.IsNaN(value) ? double.PositiveInfinity : value)];
}
