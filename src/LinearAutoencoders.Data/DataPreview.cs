using System.Buffers.Binary;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>What can be said of data before it is read: of a text from its first lines, of an array from its header.</summary>
/// <param name="Name">What the user called it.</param>
/// <param name="Rows">n, or about as many.</param>
/// <param name="IsExact">Whether n is known.</param>
/// <param name="Source">The rows, to try how fast they are read; of a text perhaps more or fewer than it promises.</param>
/// <param name="HeldBytes">Memory that the data itself will take while it is open.</param>
/// <param name="SurveyPasses">Times that all of it is read before it is open.</param>
internal sealed record DataPreview(string Name, long Rows, bool IsExact, ISampleSource Source, long HeldBytes, int SurveyPasses)
{
    /// <summary>Memory that is taken while it is opened, and given back.</summary>
    public long OpeningBytes { get; private init; }

    private static readonly string[] TextEndings = [".csv", ".tsv", ".txt", ".dat"];

    /// <summary>Looks at a source as <see cref="DataSource.Open"/> takes it.</summary>
    /// <exception cref="BadDataException">It cannot be found or used.</exception>
    public static DataPreview Of(string source, DataOptions options, WorkerTeam team, CancellationToken cancellationToken)
    {
        var ending = Path.GetExtension(source.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? source[..^3] : source);
        if (TextEndings.Contains(ending.ToLowerInvariant()) && File.Exists(source))
            return OfText(source, ending.ToLowerInvariant(), options.Table, cancellationToken);
        // A header is all that opening these reads, or they are small. What they hold, they hold then.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var rows = DataSource.Open(source, options, team, cancellationToken).Source;
        var held = Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - before);
        return new(source, rows.Count ?? 0, rows.Count is not null, rows, held, SurveyPasses: ending is ".jsonl" or ".ndjson" ? 1 : 0);
    }

    private static DataPreview OfText(string path, string ending, TableOptions options, CancellationToken cancellationToken)
    {
        var stored = StoredFile.At(path, cancellationToken);
        var usual = ending switch { ".tsv" => '\t', ".csv" => ',', _ => ' ' };
        var (head, bytes) = InputFile.Read(
            stored, file => (TextHead.Read(file, options.Comment), ContentBytes(path, stored, file.IsCompressed)), cancellationToken);
        var layout = new TextLayoutGuess(stored.Name, head, options, usual).Make();
        List<TextLine> samples = [.. head.Lines.Where(line => line.Number >= layout.FirstLine)];
        var rows = head.IsWhole ? samples.Count : (long)(bytes / samples.Average(line => head.Encoding.GetByteCount(line.Text) + 1.0));
        var cells = rows * layout.Dimension;
        var held = cells <= TextSurvey.KeptCells ? cells * sizeof(double) : 0;
        // Of what is not much too large as much is kept as there is room for, before it is seen that there is too much.
        var isClose = held == 0 && cells <= TextSurvey.Doubtless * TextSurvey.KeptCells;
        var source = new TextSource(stored, file => new TextRows(file, layout), layout.Dimension, rows);
        return new(path, rows, head.IsWhole, source, held, SurveyPasses: 1)
        {
            OpeningBytes = isClose ? TextSurvey.KeptCells * sizeof(double) : 0,
        };
    }

    /// <summary>Of compressed data what its last bytes say, which is right below 4 GB.</summary>
    private static long ContentBytes(string path, StoredFile stored, bool isCompressed)
    {
        if (!isCompressed) return stored.Length;
        using var file = File.OpenRead(path);
        Span<byte> size = stackalloc byte[sizeof(uint)];
        file.Seek(-size.Length, SeekOrigin.End);
        file.ReadExactly(size);
        return BinaryPrimitives.ReadUInt32LittleEndian(size);
    }
}
