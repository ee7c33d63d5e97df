using System.Buffers.Binary;
using LinearAutoencoders.Data.Tables;

namespace LinearAutoencoders.Data.Formats;

/// <summary>IDX, the format of MNIST: a magic number, the sizes (all 4 bytes, big-endian), then the values.</summary>
internal static class IdxFile
{
    /// <summary>Unsigned bytes (08) in three dimensions (03): count × rows × columns.</summary>
    private const uint ImagesMagic = 0x00000803;

    private const int HeaderBytes = 16;

    /// <summary>Reads pictures, one a row, scaled to [0, 1].</summary>
    /// <exception cref="BadDataException">
    ///   The file is no IDX file of pictures, is cut off, or has other bytes behind the pictures.
    /// </exception>
    public static Table ReadImages(InputFile file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        file.ReadHeader(header);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != ImagesMagic)
            throw file.Bad($"the magic number at byte 0 is {magic}, not {ImagesMagic} as IDX pictures have; give train-images-idx3-ubyte");
        long[] sizes = [Size(header, 4), Size(header, 8), Size(header, 12)];
        var pixels = new byte[file.RequireArray(sizes, sizeof(byte))];
        file.ReadValues<byte>(pixels);
        file.RequireEnd();
        var shape = ((int)sizes[1], (int)sizes[2]);
        var samples = new RawSamples<byte>(file.Name, (int)sizes[0], shape.Item1 * shape.Item2, pixels, divisor: 255);
        return new Table(samples) { PictureShape = shape };
    }

    private static long Size(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt32BigEndian(header[offset..]);
}
