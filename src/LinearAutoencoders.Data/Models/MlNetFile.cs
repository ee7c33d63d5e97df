using System.Buffers.Binary;
using System.IO.Compression;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Data.MlNetLayout;

namespace LinearAutoencoders.Data;

/// <summary>Reads the PCA transformer in a model that ML.NET saved (.zip).</summary>
/// <remarks>
///   A member <c>Model.key</c> of the signature of PCA, version 0x00010002: behind a list of pairs of column names, dimension m, rank k,
///   k × m floats, and the projected mean (<see cref="MlNetLayout"/>).
/// </remarks>
internal static class MlNetFile
{
    private const int LargestMember = 1 << 30;

    /// <summary>The first PCA transformer's projection.</summary>
    /// <exception cref="BadDataException">The file cannot be read, or has no PCA transformer of a known version.</exception>
    public static AffineProjection Read(string path) => InputFile.Read(path, file =>
    {
        try
        {
            using var archive = new ZipArchive(file.ReadWhole(), ZipArchiveMode.Read);
            var member = archive.Entries.Where(entry => entry.Name == "Model.key").OrderBy(entry => entry.FullName, StringComparer.Ordinal)
                .Select(entry => Content(file, entry)).FirstOrDefault(IsPca)
                ?? throw file.Bad("it is no ML.NET model with a PCA in it; save the fitted pipeline with mlContext.Model.Save");
            return Projection(file, member);
        }
        catch (Exception failure) when (failure is InvalidDataException or ArgumentException or OverflowException)
        {
            throw file.Bad($"it is no ML.NET model that can be read ({failure.Message}); save it again");
        }
    }, CancellationToken.None);

    private static byte[] Content(InputFile file, ZipArchiveEntry entry)
    {
        // Deflate makes at most 1,032 bytes of one: a length beyond is not believed before memory is taken for it.
        if (entry.Length > Math.Min(LargestMember, entry.CompressedLength * GunzipStream.LargestRatio))
            throw file.Bad($"{entry.FullName} says it has {entry.Length} bytes, which is too long; save the model again");
        var content = new byte[entry.Length];
        using var stream = entry.Open();
        var count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content[..count];
    }

    private static bool IsPca(byte[] member) => member.Length >= HeaderBytes
        && member.AsSpan().StartsWith(HeaderSignature) && member.AsSpan(Signature).StartsWith(PcaSignature);

    private static AffineProjection Projection(InputFile file, byte[] member)
    {
        var version = BinaryPrimitives.ReadInt32LittleEndian(member.AsSpan(Versions));
        if (version != KnownVersion)
            throw file.Bad($"its PCA is of version 0x{version:X8}, only 0x{KnownVersion:X8} is known; export it to ONNX instead");
        var start = checked((int)BinaryPrimitives.ReadInt64LittleEndian(member.AsSpan(ModelStart)));
        var bytes = checked((int)BinaryPrimitives.ReadInt64LittleEndian(member.AsSpan(ModelBytes)));
        var reader = new Words(member.AsMemory(start, bytes));
        reader.Skip(2 * reader.Int());
        var (m, k) = (reader.Int(), reader.Int());
        var matrix = new Matrix<double>(k, m, reader.Floats((long)m * k)).Transpose();
        var projectedMean = reader.Floats(reader.Int());
        return new(matrix, new double[m], projectedMean.Length == 0 ? new double[k] : [.. projectedMean.Select(value => -value)]);
    }

    /// <summary>Four bytes after four bytes.</summary>
    private sealed class Words(ReadOnlyMemory<byte> bytes)
    {
        private int position;

        public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Next().Span);

        public void Skip(int count) => position = checked(position + 4 * count);

        public double[] Floats(long count)
        {
            if (count < 0 || count > (bytes.Length - position) / 4) throw new InvalidDataException("it ends too early");
            return [.. Enumerable.Range(0, (int)count).Select(_ => (double)BinaryPrimitives.ReadSingleLittleEndian(Next().Span))];
        }

        private ReadOnlyMemory<byte> Next()
        {
            var next = bytes.Slice(position, 4);
            position += 4;
            return next;
        }
    }
}
