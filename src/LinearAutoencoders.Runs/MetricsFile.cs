using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>
///   <c>metrics.csv</c>: a row an evaluation. The file is always whole: it is rewritten beside and renamed, every few seconds.
/// </summary>
internal sealed class MetricsFile(string path)
{
    private static readonly string[] Columns =
    [
        "epoch", "loss", "reconstruction_loss", "axis_alignment", "subspace_distance", "transpose_distance", "seconds",
        "ordered_alignment",
    ];

    private static readonly string Header = string.Join(',', Columns);

    /// <summary>Of files that were written before the order of the components was recorded.</summary>
    private static readonly string OlderHeader = string.Join(',', Columns.SkipLast(1));

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private CsvTable table = new(Columns);
    private readonly List<MetricsRow> rows = [];
    private long lastWritten = Environment.TickCount64;

    /// <summary>All rows so far.</summary>
    public IReadOnlyList<MetricsRow> Rows => rows;

    /// <summary>Takes over the rows of an earlier part of the run, up to an epoch.</summary>
    /// <exception cref="BadDataException">The file is missing or damaged.</exception>
    public void Continue(int upToEpoch)
    {
        foreach (var row in Read(path).Where(row => row.Epoch <= upToEpoch)) Add(row);
    }

    /// <summary>Forgets all rows: the run begins again.</summary>
    public void Clear()
    {
        rows.Clear();
        table = new(Columns);
    }

    /// <summary>Adds a row, and writes the file when it was not written for a while.</summary>
    public void Append(MetricsRow row)
    {
        Add(row);
        if (Environment.TickCount64 - lastWritten >= Interval.TotalMilliseconds) Flush();
    }

    /// <summary>Writes all rows.</summary>
    public void Flush()
    {
        table.Save(path);
        lastWritten = Environment.TickCount64;
    }

    /// <summary>The rows of a file.</summary>
    /// <exception cref="BadDataException">It is missing or not such a file.</exception>
    public static List<MetricsRow> Read(string path)
    {
        if (!File.Exists(path)) throw new BadDataException($"{path} is missing; the run cannot be continued without it, start it anew");
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || (lines[0] != Header && lines[0] != OlderHeader))
            throw new BadDataException($"{path} line 1 is not '{Header}'; restore the file, or start anew");
        var count = lines[0] == Header ? Columns.Length : Columns.Length - 1;
        return [.. lines.Skip(1).Select((line, i) => Parse(path, i + 2, line, count))];
    }

    private void Add(MetricsRow row)
    {
        rows.Add(row);
        table.Add(
            row.Epoch, Cell(row.Loss), Cell(row.ReconstructionLoss), Cell(row.AxisAlignment), Cell(row.SubspaceDistance),
            Cell(row.TransposeDistance), row.Seconds.ToString("F3", CultureInfo.InvariantCulture), Cell(row.OrderedAlignment));
    }

    /// <summary>NaN and infinity in words, not as an empty cell: <see cref="Read"/> gets back what was written.</summary>
    private static CsvCell Cell(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static MetricsRow Parse(string path, int line, string text, int count)
    {
        var cells = text.Split(',');
        var values = new double[count];
        if (cells.Length == values.Length
            && cells.Select((cell, i) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                .All(ok => ok))
        {
            return new MetricsRow
            {
                Epoch = (int)values[0],
                Loss = values[1],
                ReconstructionLoss = values[2],
                AxisAlignment = values[3],
                SubspaceDistance = values[4],
                TransposeDistance = values[5],
                Seconds = values[6],
                OrderedAlignment = values.Length > 7 ? values[7] : double.NaN,
            };
        }
        throw new BadDataException($"{path} line {line} is not a row of metrics; restore the file, or start anew");
    }
}
