using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Data.Tables;

namespace LinearAutoencoders.Data.Formats;

/// <summary>
///   IDX, the format of MNIST: two zeros, the type, the number of sizes, the sizes (4 bytes each), then the values, all big-endian.
/// </summary>
internal static class IdxFile
{
    private const int MagicBytes = 4;

    /// <summary>What pixels of a byte are divided by.</summary>
    private const double White = 255;

    /// <summary>Whether a file starts as IDX files do.</summary>
    public static bool IsIdx(ReadOnlySpan<byte> head) => head is [0, 0, 8 or 9 or 0xB or 0xC or 0xD or 0xE, >= 1 and <= 8, ..];

    /// <summary>
    ///   Opens samples: pictures of bytes, one a row, scaled to [0, 1], or numbers as they are. They are read while the first pass goes.
    /// </summary>
    /// <exception cref="BadDataException">
    ///   The file is no IDX file of samples; in the first pass: it is cut off, or has other bytes behind them.
    /// </exception>
    public static Table Open(StoredFile stored, CancellationToken cancellationToken)
    {
        var file = InputFile.Open(stored, cancellationToken);
        try
        {
            return file.Do(Open);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Table Open(InputFile file)
    {
        Span<byte> magic = stackalloc byte[MagicBytes];
        file.ReadHeader(magic);
        if (!IsIdx(magic))
            throw file.Bad($"byte 0: {Convert.ToHexString(magic)} is no start of an IDX file; fetch the file again");
        var sizes = ReadSizes(file, magic[3]);
        if (sizes.Length == 1 || IsNamedLabels(file.Name))
            throw file.Bad("these are labels, a number for each picture; give the file with the pictures, which has images in its name");
        return magic[2] switch
        {
            8 => Samples<byte>(file, sizes),
            9 => Samples<sbyte>(file, sizes),
            0xB => Samples<short>(file, sizes),
            0xC => Samples<int>(file, sizes),
            0xD => Samples<float>(file, sizes),
            _ => Samples<double>(file, sizes),
        };
    }

    private static bool IsNamedLabels(string name) =>
        Path.GetFileName(name) is var file && file.Contains("labels", StringComparison.OrdinalIgnoreCase)
        && !file.Contains("images", StringComparison.OrdinalIgnoreCase);

    private static long[] ReadSizes(InputFile file, int count)
    {
        var bytes = new byte[count * sizeof(uint)];
        file.ReadHeader(bytes);
        return [.. Enumerable.Range(0, count).Select(i => (long)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i * sizeof(uint))))];
    }

    private static Table Samples<TRaw>(InputFile file, long[] sizes) where TRaw : unmanaged, INumber<TRaw>
    {
        var count = file.RequireArray(sizes, Unsafe.SizeOf<TRaw>());
        var values = new ArrivingValues<TRaw>(file, count, piece =>
        {
            if (BitConverter.IsLittleEndian) NpyReader.ReverseBytes(piece.Span);
        });
        // Sizes beyond int are possible beside a zero, where there are no values.
        var rows = (int)Math.Min(sizes[0], int.MaxValue);
        var columns = count == 0 ? 0 : count / rows;
        var isPicture = sizes.Length == 3;
        var arePixels = isPicture && typeof(TRaw) == typeof(byte);
        return new Table(new RawSamples<TRaw>(file.Name, rows, columns, values, arePixels ? White : 1))
        {
            PictureShape = isPicture && columns > 0 ? ((int)sizes[1], (int)sizes[2]) : null,
        };
    }
}
