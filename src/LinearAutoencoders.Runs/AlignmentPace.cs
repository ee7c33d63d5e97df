using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>When a run will be aligned if it goes on as it did of late: a line through log d_align over its last quarter.</summary>
internal static class AlignmentPace
{
    private const int LeastRows = 6;

    private const double MostEpochs = 1e9;

    /// <summary>The epoch at which d_align falls below a threshold; null where it already is, or does not fall.</summary>
    /// <param name="rows">The metrics so far.</param>
    /// <param name="threshold">Of d_align.</param>
    public static double? EpochBelow(IReadOnlyList<MetricsRow> rows, double threshold)
    {
        if (rows.Count < LeastRows || !(rows[^1].AxisAlignment > threshold)) return null;
        var start = Math.Min(rows.Count - LeastRows, rows.Count * 3 / 4);
        var (n, sumX, sumY, sumXX, sumXY) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var i = start; i < rows.Count; i++)
        {
            // Counted from the last: epochs squared would swamp what differs.
            var (x, y) = ((double)rows[i].Epoch - rows[^1].Epoch, Math.Log(rows[i].AxisAlignment));
            if (!double.IsFinite(y)) return null;
            (n, sumX, sumY, sumXX, sumXY) = (n + 1, sumX + x, sumY + y, sumXX + x * x, sumXY + x * y);
        }
        var slope = (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
        var epochs = (Math.Log(threshold) - Math.Log(rows[^1].AxisAlignment)) / slope;
        return slope < 0 && epochs < MostEpochs ? rows[^1].Epoch + epochs : null;
    }
}
