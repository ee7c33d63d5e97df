using System.Globalization;
using System.Text;
using LinearAutoencoders.Data;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>
///   <c>metrics.csv</c>: a row an evaluation. The file is always whole: it is rewritten beside and renamed, now and then.
/// </summary>
internal sealed class MetricsFile(string path)
{
    public const string FileName = "metrics.csv";

    private static readonly string[] Columns =
    [
        "epoch", "loss", "reconstruction_loss", "axis_alignment", "subspace_distance", "transpose_distance", "seconds",
        "ordered_alignment", "unbalance",
    ];

    private static readonly string Header = string.Join(',', Columns);

    /// <summary>Of files that were written before the last columns were recorded.</summary>
    private static readonly string[] OlderHeaders = [string.Join(',', Columns.SkipLast(1)), string.Join(',', Columns.SkipLast(2))];

    private readonly Pace pace = new(TimeSpan.FromSeconds(0.5));

    private readonly CsvTable table = new(Columns);
    private readonly List<MetricsRow> rows = [];
    private readonly LiveRows live = new(Path.GetDirectoryName(path)!);
    private readonly Sha256 hash = Sha256.Create();

    /// <summary>How much of the table the file has.</summary>
    private int saved = Header.Length + 1;

    /// <summary>All rows so far.</summary>
    public IReadOnlyList<MetricsRow> Rows => rows;

    /// <summary>Of all rows so far, without their seconds: equal for runs of the same bits.</summary>
    public string Checksum => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Takes over the first rows of an earlier part of the run; those after them go when the file is next written.</summary>
    /// <param name="count">How many.</param>
    /// <param name="checksum">Of these.</param>
    /// <exception cref="BadDataException">The file is missing or damaged, or these are not the rows.</exception>
    public void Continue(int count, string checksum)
    {
        foreach (var row in Read(path).Take(count)) Add(row);
        if (rows.Count != count || Checksum != checksum)
            throw new BadDataException($"{path} does not fit the saved state; restore the file, or start anew with --force");
    }

    /// <summary>The checksum of a file's rows; null when it is missing or not such a file.</summary>
    public static string? ChecksumOf(string path)
    {
        try
        {
            var file = new MetricsFile(path);
            foreach (var row in Read(path)) file.Add(row);
            return file.Checksum;
        }
        catch (BadDataException)
        {
            return null;
        }
    }

    /// <summary>Adds a row, and writes the file when it was not written for a while. A failure is told: the next time will do.</summary>
    public void Append(MetricsRow row, Action<string> say)
    {
        Add(row);
        if (!pace.IsTime)
        {
            live.Write(() => table.From(saved));
            return;
        }
        try
        {
            Flush();
        }
        catch (IOException failure)
        {
            say($"{failure.Message}; the run goes on");
        }
    }

    /// <summary>Writes all rows.</summary>
    public void Flush()
    {
        pace.Do(() => table.Save(path));
        saved = table.Length;
        live.Remove();
    }

    /// <summary>The rows of a file.</summary>
    /// <exception cref="BadDataException">It is missing or not such a file.</exception>
    public static List<MetricsRow> Read(string path)
    {
        if (!File.Exists(path)) throw new BadDataException($"{path} is missing; the run cannot be continued without it, start it anew");
        var lines = ReadLines(path);
        var count = ColumnsOf(path, lines.Length == 0 ? "" : lines[0]);
        return [.. lines.Skip(1).Select((line, i) => Parse(path, i + 2, line, count))];
    }

    /// <summary>How many columns a file with this first line has.</summary>
    /// <exception cref="BadDataException">It is none of this kind.</exception>
    public static int ColumnsOf(string path, string header) => header == Header || OlderHeaders.Contains(header)
        ? header.Split(',').Length
        : throw new BadDataException($"{path} line 1 is not '{Header}'; restore the file, or start anew");

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private void Add(MetricsRow row)
    {
        rows.Add(row);
        string[] values =
        [
            row.Epoch.ToString(CultureInfo.InvariantCulture), Text(row.Loss), Text(row.ReconstructionLoss), Text(row.AxisAlignment),
            Text(row.SubspaceDistance), Text(row.TransposeDistance), Text(row.OrderedAlignment),
        ];
        // What an older file does not have leaves its checksum as it was.
        var unbalance = Text(row.Unbalance);
        string[] known = double.IsNaN(row.Unbalance) ? values : [.. values, unbalance];
        hash.AppendData(Encoding.ASCII.GetBytes(string.Join(',', known) + '\n'));
        string[] cells =
            [.. values.SkipLast(1), row.Seconds.ToString("F3", CultureInfo.InvariantCulture), values[^1], unbalance];
        table.Add([.. cells.Select(cell => (CsvCell)cell)]);
    }

    /// <summary>NaN and infinity in words, not as an empty cell: <see cref="Read(string)"/> gets back what was written.</summary>
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The epoch that a row begins with; -1: none.</summary>
    public static int EpochOf(ReadOnlySpan<char> row) => row.IndexOf(',') is > 0 and var end
        && int.TryParse(row[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : -1;

    /// <summary>A row of so many columns, or of all.</summary>
    /// <exception cref="BadDataException">It is none.</exception>
    public static MetricsRow Parse(string path, int line, ReadOnlySpan<char> text, int? count = null)
    {
        Span<double> values = stackalloc double[Columns.Length];
        values.Fill(double.NaN);
        var (cells, epoch, isRow) = (0, 0, true);
        foreach (var cell in text.Split(','))
        {
            isRow &= cells < (count ?? values.Length) && (cells == 0
                ? int.TryParse(text[cell], NumberStyles.None, CultureInfo.InvariantCulture, out epoch)
                : double.TryParse(text[cell], NumberStyles.Float, CultureInfo.InvariantCulture, out values[cells]));
            cells++;
        }
        if (!isRow || cells != (count ?? values.Length))
            throw new BadDataException($"{path} line {line} is not a row of metrics; restore the file, or start anew");
        return new MetricsRow
        {
            Epoch = epoch,
            Loss = values[1],
            ReconstructionLoss = values[2],
            AxisAlignment = values[3],
            SubspaceDistance = values[4],
            TransposeDistance = values[5],
            Seconds = values[6],
            OrderedAlignment = values[7],
            Unbalance = values[8],
        };
    }
}
