using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Opens a file in the way that its name's ending says or, where that is not known, its first bytes.</summary>
internal static class FileTable
{
    private const string ArchiveMember = ".npz:";

    private const int HeadBytes = 16;

    /// <exception cref="BadDataException">The file cannot be read, or neither its name nor its content is known.</exception>
    public static Table Open(string path, TableOptions options, CancellationToken cancellationToken)
    {
        if (path.IndexOf(ArchiveMember, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && !File.Exists(path))
        {
            var archive = at + ArchiveMember.Length - 1;
            return ArchiveTable.Open(StoredFile.At(path[..archive], cancellationToken), path[(archive + 1)..], options, cancellationToken);
        }
        var ending = Ending(path);
        if (!Path.Exists(path) && path != StoredFile.StandardInput && !Endings.Contains(ending)) throw DataSource.Unknown(path, ending);
        var stored = StoredFile.At(path, cancellationToken);
        var format = Endings.Contains(ending) ? ending : InputFile.Read(stored, FormatOf, cancellationToken);
        return Open(stored, format ?? throw DataSource.Unknown(path, ending), options, cancellationToken);
    }

    private static readonly string[] Endings =
    [
        ".npy", ".npz", ".csv", ".tsv", ".txt", ".dat", ".jsonl", ".ndjson", ".parquet", ".fvecs", ".bvecs", ".ivecs", ".mtx",
    ];

    /// <summary>Opens a file as one with a known ending.</summary>
    internal static Table Open(StoredFile stored, string ending, TableOptions options, CancellationToken cancellationToken) => ending switch
    {
        ".npy" => NumberTable.Of(NpyReader.OpenSamples(stored, cancellationToken), options, cancellationToken),
        ".npz" => ArchiveTable.Open(stored, array: null, options, cancellationToken),
        ".mtx" => NumberTable.Of(InputFile.Read(stored, MatrixMarketFile.Read, cancellationToken), options, cancellationToken),
        ".parquet" => ParquetTable.Open(stored, options, cancellationToken),
        ".jsonl" or ".ndjson" => JsonLineTable.Open(stored, options, cancellationToken),
        ".fvecs" => NumberTable.Of(VecsSource<float>.Open(stored, cancellationToken), options, cancellationToken),
        ".bvecs" => NumberTable.Of(VecsSource<byte>.Open(stored, cancellationToken), options, cancellationToken),
        ".ivecs" => NumberTable.Of(VecsSource<int>.Open(stored, cancellationToken), options, cancellationToken),
        IdxEnding => Pictures(IdxFile.Open(stored, cancellationToken), options, cancellationToken),
        ".tsv" => TextTable.Open(stored, options, '\t', cancellationToken),
        ".txt" or ".dat" => TextTable.Open(stored, options, ' ', cancellationToken),
        _ => TextTable.Open(stored, options, ',', cancellationToken),
    };

    /// <summary>What stands for the ending of IDX files, which have many names.</summary>
    internal const string IdxEnding = "idx";

    /// <summary>Pictures whose columns are chosen are none any more.</summary>
    private static Table Pictures(Table read, TableOptions options, CancellationToken cancellationToken)
    {
        var chosen = NumberTable.Of(read.Rows, options, cancellationToken);
        return ReferenceEquals(chosen.Rows, read.Rows) ? read : chosen;
    }

    /// <summary>The ending that a file of unknown name should have; null where its content is not known either.</summary>
    private static string? FormatOf(InputFile file)
    {
        var head = new byte[HeadBytes];
        var start = head.AsSpan(0, file.Content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return IdxFile.IsIdx(start) ? IdxEnding
            : start is [0x93, .. var rest] && rest.StartsWith("NUMPY"u8) ? ".npy"
            // Spreadsheets are such archives too, but they have an ending.
            : start.StartsWith("PK"u8) && Ending(file.Name).Length == 0 ? ".npz"
            : start.StartsWith("PAR1"u8) ? ".parquet"
            : start.StartsWith("%%MatrixMarket"u8) ? ".mtx"
            // What comes out of a pipe has no name that could tell.
            : file.Name == Spool.StandardInput || IsPipe(file.Name) ? ".csv" : null;
    }

    private static bool IsPipe(string name) => name.StartsWith("/dev/", StringComparison.Ordinal);

    private static string Ending(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return ending == ".gz" ? Path.GetExtension(path[..^3]).ToLowerInvariant() : ending;
    }
}
