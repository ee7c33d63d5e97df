using System.IO.Compression;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Writes rows into a file whose name says in which format; it appears whole, and no more than a block is held.</summary>
internal static class TableFile
{
    /// <summary>Standard output: lines with commas.</summary>
    public const string StandardOutput = "-";

    /// <summary>The endings that are known, for help and error messages.</summary>
    public const string Endings = ".npy, .npz, .csv, .tsv, .jsonl, .parquet, .fvecs or .copy (for PostgreSQL), perhaps with .gz";

    /// <exception cref="BadDataException">The name has another ending.</exception>
    public static void RequireKnown(string path) => _ = FormatOf(path);

    /// <summary>Whether labels can be written beside the numbers.</summary>
    public static bool HoldsText(string path) => FormatOf(path) is { Format.HoldsText: true };

    /// <summary>Makes or replaces a file, or writes to standard output.</summary>
    /// <returns>The number of rows written.</returns>
    /// <exception cref="BadDataException">The name has an ending that is not known, or the rows cannot be read.</exception>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static long Write(string path, OutputTable table, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (format, isCompressed) = FormatOf(path);
        if (table.IsInt8 && format.Create != Npz) throw new BadDataException($"{path}: bytes with a scale are written to .npz only");
        var rows = 0L;
        if (path == StandardOutput)
        {
            using var output = Console.OpenStandardOutput();
            WriteTo(output);
        }
        else AtomicFile.Write(path, WriteTo);
        return rows;

        void WriteTo(Stream stream)
        {
            using var compressor = isCompressed ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : null;
            var target = compressor ?? stream;
            // What cannot be patched must be known before.
            var count = table.Rows.Count ?? (target.CanSeek && format.Create != Npz ? null : CountRows());
            using var writer = format.Create(target, table, count);
            if (table.IsSingle) WriteBlocks(Singles(), writer.Write, block => block.Rows);
            else WriteBlocks(table.Rows.ReadBlocks(team, cancellationToken), writer.Write, block => block.Rows);
            writer.End();
        }

        void WriteBlocks<TBlock>(IEnumerable<TBlock> blocks, Action<TBlock> write, Func<TBlock, int> rowsOf)
        {
            foreach (var block in blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                write(block);
                rows += rowsOf(block);
            }
        }

        // Rows are made while those before them are written.
        IEnumerable<ReadOnlyMatrix<float>> Singles() => team.Threads == 1 ? table.Rows.ReadSingleBlocks(team, cancellationToken)
            : Prefetched.Of(stop => table.Rows.ReadSingleBlocks(team, stop), cancellationToken);

        long CountRows() => table.Rows.ReadBlocks(team, cancellationToken).Sum(block => (long)block.Rows);
    }

    private static (RowFormat Format, bool IsCompressed) FormatOf(string path)
    {
        if (path == StandardOutput) return (Formats[".csv"], false);
        var isCompressed = Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase);
        var ending = Path.GetExtension(isCompressed ? path[..^3] : path).ToLowerInvariant();
        return Formats.TryGetValue(ending, out var format) ? (format, isCompressed)
            : throw new BadDataException($"{path}: the name says no format to write; give one that ends in {Endings}");
    }

    private static readonly Dictionary<string, RowFormat> Formats = new()
    {
        [".npy"] = new((stream, table, count) => new NpyRowWriter(stream, table.Rows.Dimension, count, table.IsSingle), HoldsText: false),
        [".npz"] = new(Npz, HoldsText: false),
        [".csv"] = new((stream, table, _) => new TextRowWriter(stream, table, ','), HoldsText: true),
        [".tsv"] = new((stream, table, _) => new TextRowWriter(stream, table, '\t'), HoldsText: true),
        [".jsonl"] = new((stream, table, _) => ArrayRowWriter.Json(stream, table), HoldsText: true),
        [".copy"] = new((stream, table, _) => ArrayRowWriter.Copy(stream, table), HoldsText: true),
        [".parquet"] = new((stream, table, _) => new ParquetRowWriter(stream, table), HoldsText: true),
        [".fvecs"] = new((stream, table, _) => new VecsRowWriter(stream, table.Rows.Dimension), HoldsText: false),
    };

    private static NpzRowWriter Npz(Stream stream, OutputTable table, long? count) => new(stream, table, count!.Value);

    /// <summary>How rows are written.</summary>
    private sealed record RowFormat(Func<Stream, OutputTable, long?, IRowWriter> Create, bool HoldsText);
}
