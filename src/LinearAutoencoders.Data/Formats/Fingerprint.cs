using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Formats;

/// <summary>
///   SHA-256 of n, m, the size of a stored value in bytes (8 bytes each, little-endian) and the values row by row.
/// </summary>
/// <remarks>
///   Values are hashed as stored (uint8, float32, float64; text counts as float64), so compression, byte order, Fortran order
///   and the precision of training do not show, but float32 data and its float64 copy differ.
/// </remarks>
internal sealed class Fingerprint : IDisposable
{
    /// <summary>Elements hashed at a time: a span's bytes must stay below 2³¹.</summary>
    private const int Block = 1 << 24;

    private readonly Sha256 hash = Sha256.Create();

    public Fingerprint(long rows, int columns, int valueBytes)
    {
        Span<byte> sizes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(sizes, rows);
        BinaryPrimitives.WriteInt64LittleEndian(sizes[8..], columns);
        BinaryPrimitives.WriteInt64LittleEndian(sizes[16..], valueBytes);
        hash.AppendData(sizes);
    }

    /// <summary>The fingerprint of rows whose values are stored as doubles.</summary>
    public static string Of(ISampleSource source, CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(source.Count!.Value, source.Dimension, sizeof(double));
        foreach (var block in source.ReadBlocks(WorkerTeam.Alone, cancellationToken))
            for (var i = 0; i < block.Rows; i++) fingerprint.Append(block.Row(i));
        return fingerprint.End();
    }

    /// <summary>The fingerprint of sparse rows: of where their values are, and of these.</summary>
    public static string OfSparse(ISparseSampleSource source, CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(source.Count!.Value, source.Dimension, sizeof(double));
        foreach (var block in source.ReadSparseBlocks(WorkerTeam.Alone, cancellationToken))
        {
            fingerprint.Append(block.RowStarts);
            fingerprint.Append(block.ColumnIndices);
            fingerprint.Append(block.Values);
        }
        return fingerprint.End();
    }

    /// <summary>The next values, of whole rows or not.</summary>
    public void Append<TRaw>(ReadOnlySpan<TRaw> values) where TRaw : unmanaged
    {
        for (; values.Length > Block; values = values[Block..]) hash.AppendData(MemoryMarshal.AsBytes(values[..Block]));
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    public string End() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
