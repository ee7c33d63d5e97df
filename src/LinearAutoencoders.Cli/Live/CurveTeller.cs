using System.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Live;

/// <summary>Tells a log of the rows of a run, as many as a screen can show: of a long run two for each block of rows.</summary>
/// <remarks>
///   The two stand where the block begins and ends, and have of each quantity its smallest and its largest value in the block, the earlier
///   one first: no peak is lost, and every value is one that was measured. The last row is told as it is.
/// </remarks>
internal sealed class CurveTeller(int run)
{
    /// <summary>No screen has more columns; between half as many blocks and as many.</summary>
    public const int MostBlocks = 1024;

    /// <summary>Blocks of an event; more of them in one piece would hold up a page.</summary>
    private const int BlocksOfAnEvent = 500;

    /// <summary>Epoch and seconds: where a row stands.</summary>
    private const int Places = 2;

    private readonly string blocks = $"rows {run}", end = $"end {run}";
    private int size = 1;

    /// <summary>Rows that the blocks told so far hold, and rows that the page was given for them.</summary>
    private int held, told;

    /// <summary>Tells what has come; all of it again when blocks have become larger, or the run has begun again.</summary>
    public void Tell(IReadOnlyList<MetricsRow> rows, EventLog log)
    {
        if (rows.Count == 0) return;
        var fitting = (int)BitOperations.RoundUpToPowerOf2((uint)(rows.Count + MostBlocks - 1) / MostBlocks);
        if (fitting != size || rows.Count <= held)
        {
            log.Forget(blocks);
            (size, held, told) = (fitting, 0, 0);
        }
        while ((rows.Count - 1 - held) / size is > 0 and var whole)
        {
            List<double[]> next = [];
            for (var i = Math.Min(whole, BlocksOfAnEvent); i > 0; i--, held += size) next.AddRange(Block(rows, held, held + size));
            log.Add(blocks, "rows", FeedJson.Rows(run, told, next));
            told += next.Count;
        }
        log.Renew(end, "rows", FeedJson.Rows(run, told, [.. Block(rows, held, rows.Count - 1), Values(rows[^1])]));
    }

    private static double[][] Block(IReadOnlyList<MetricsRow> rows, int start, int end)
    {
        if (end - start <= 2) return [.. Enumerable.Range(start, end - start).Select(i => Values(rows[i]))];
        var (first, last) = (Values(rows[start]), Values(rows[end - 1]));
        var all = new double[end - start][];
        for (var i = 0; i < all.Length; i++) all[i] = Values(rows[start + i]);
        for (var quantity = Places; quantity < first.Length; quantity++)
        {
            var (low, high) = Extremes(all, quantity);
            (first[quantity], last[quantity]) = (all[Math.Min(low, high)][quantity], all[Math.Max(low, high)][quantity]);
        }
        return [first, last];
    }

    /// <summary>Where a quantity is smallest and largest, of the values that are finite; where none is, at the start.</summary>
    private static (int Low, int High) Extremes(double[][] all, int quantity)
    {
        var (low, high) = (-1, -1);
        for (var i = 0; i < all.Length; i++)
        {
            var value = all[i][quantity];
            if (!double.IsFinite(value)) continue;
            if (low < 0 || value < all[low][quantity]) low = i;
            if (high < 0 || value > all[high][quantity]) high = i;
        }
        return (Math.Max(low, 0), Math.Max(high, 0));
    }

    /// <summary>Epoch, seconds, d_align, in order, d_sub, d_transpose, loss, unbalance.</summary>
    private static double[] Values(MetricsRow row) =>
    [
        row.Epoch, row.Seconds, row.AxisAlignment, row.OrderedAlignment, row.SubspaceDistance, row.TransposeDistance, row.Loss,
        row.Unbalance,
    ];
}
