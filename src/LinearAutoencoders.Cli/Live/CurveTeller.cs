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

    /// <summary>Epoch and seconds: where a row stands; before the quantities that are drawn.</summary>
    private const int Places = 2;

    private const int Quantities = 6;

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
        for (var quantity = Places; quantity < first.Length; quantity++)
            (first[quantity], last[quantity]) = Extremes(rows, start, end, quantity);
        return [first, last];
    }

    /// <summary>A quantity's smallest and largest value, the earlier one first, of the finite ones; where none is, the first.</summary>
    private static (double First, double Second) Extremes(IReadOnlyList<MetricsRow> rows, int start, int end, int quantity)
    {
        var (low, high, lowAt, highAt) = (double.PositiveInfinity, double.NegativeInfinity, -1, -1);
        for (var i = start; i < end; i++)
        {
            var value = Value(rows[i], quantity);
            if (!double.IsFinite(value)) continue;
            if (value < low) (low, lowAt) = (value, i);
            if (value > high) (high, highAt) = (value, i);
        }
        if (lowAt < 0) low = high = Value(rows[start], quantity);
        return lowAt <= highAt ? (low, high) : (high, low);
    }

    private static double[] Values(in MetricsRow row)
    {
        var values = new double[Places + Quantities];
        for (var i = 0; i < values.Length; i++) values[i] = Value(row, i);
        return values;
    }

    private static double Value(in MetricsRow row, int place) => place switch
    {
        0 => row.Epoch,
        1 => row.Seconds,
        2 => row.AxisAlignment,
        3 => row.OrderedAlignment,
        4 => row.SubspaceDistance,
        5 => row.TransposeDistance,
        6 => row.Loss,
        _ => row.Unbalance,
    };
}
