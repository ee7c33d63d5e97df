using System.IO.Compression;
using System.Runtime.InteropServices;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>
///   An archive of arrays: <c>vectors</c>, or <c>codes</c> of a byte each and <c>scales</c>, whose products are the vectors.
/// </summary>
internal sealed class NpzRowWriter : IRowWriter
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive;
    private readonly Stream first;
    private readonly NpyRowWriter? vectors;
    private readonly List<float> scales = [];

    public NpzRowWriter(Stream stream, OutputTable table, long count)
    {
        archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        first = Open(table.IsInt8 ? "codes.npy" : "vectors.npy");
        if (table.IsInt8) first.Write(NpyHeader.Format("|i1", [count, table.Rows.Dimension]));
        else vectors = new NpyRowWriter(first, table.Rows.Dimension, count, table.IsSingle);
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        if (vectors is not null) vectors.Write(rows);
        else Write(rows.Viewed.ConvertTo<float>());
    }

    public void Write(ReadOnlyMatrix<float> rows)
    {
        vectors?.Write(rows);
        if (vectors is not null) return;
        var codes = new sbyte[rows.Columns];
        for (var i = 0; i < rows.Rows; i++)
        {
            scales.Add(Int8Vectors.Quantize(rows.Row(i), codes));
            first.Write(MemoryMarshal.AsBytes<sbyte>(codes));
        }
    }

    public void End()
    {
        first.Dispose();
        if (vectors is not null) return;
        using var second = Open("scales.npy");
        second.Write(NpyHeader.Format("<f4", [scales.Count]));
        second.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(scales)));
    }

    public void Dispose() => archive.Dispose();

    private Stream Open(string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Epoch;
        return entry.Open();
    }
}
