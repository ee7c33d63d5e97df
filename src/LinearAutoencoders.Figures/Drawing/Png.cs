using System.Buffers.Binary;
using System.IO.Compression;

namespace LinearAutoencoders.Figures.Drawing;

/// <summary>Pictures as PNG files, of numbered colours.</summary>
internal static class Png
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    public static void Write(Stream stream, Pixels picture)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        (header[8], header[9]) = (8, 3);  // bits of a number; numbers of colours
        var palette = Palette.Of(picture);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "PLTE"u8, palette.Bytes());
        WriteChunk(stream, "IDAT"u8, Compressed(palette, picture.Height));
        WriteChunk(stream, "IEND"u8, []);
    }

    public static byte[] Of(Pixels picture)
    {
        using var stream = new MemoryStream();
        Write(stream, picture);
        return stream.ToArray();
    }

    // Filters help photographs; numbers of colours are smaller and sooner written without.
    private static ReadOnlySpan<byte> Compressed(Palette palette, int rows)
    {
        var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < rows; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(palette.Row(y));
            }
        }
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(kind);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Updated(Updated(uint.MaxValue, kind), content));
        stream.Write(number);
    }

    private static uint Updated(uint remainder, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) remainder = (remainder >> 8) ^ Remainders[(remainder ^ value) & 0xFF];
        return remainder;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }
}
