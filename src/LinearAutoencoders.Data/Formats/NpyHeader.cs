using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The header of a .npy file: NumPy's array format, versions 1.0 to 3.0.</summary>
/// <param name="ElementType">Such as <c>&lt;f4</c>: byte order, kind, bytes.</param>
/// <param name="IsFortranOrder">Whether columns, not rows, lie together.</param>
/// <param name="Shape">The sizes.</param>
internal sealed partial record NpyHeader(string ElementType, bool IsFortranOrder, long[] Shape)
{
    /// <summary>NumPy starts the values at a multiple of this.</summary>
    private const int Alignment = 64;

    /// <summary>The magic string, the version, and the length of a version 1.0 dictionary.</summary>
    private const int PreambleBytes = 10;

    /// <summary>NumPy itself refuses longer headers of untrusted files at 10,000.</summary>
    private const int LongestDictionary = 1 << 16;

    private const string Mend = "write it again with numpy.save";

    /// <summary>Whether a value's first byte is its highest.</summary>
    public bool IsBigEndian => ElementType[0] == '>';

    /// <summary>Whether another header says the same.</summary>
    public bool IsLike(NpyHeader other) =>
        ElementType == other.ElementType && IsFortranOrder == other.IsFortranOrder && Shape.SequenceEqual(other.Shape);

    /// <exception cref="BadDataException">The header is not one of a plain array.</exception>
    public static NpyHeader Read(InputFile file)
    {
        Span<byte> preamble = stackalloc byte[PreambleBytes + 2];
        var start = preamble[..PreambleBytes];
        file.ReadHeader(start);
        if (start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
            throw file.Bad($"byte 0: the file does not start as .npy files do; {Mend}");
        var major = start[6];
        if (major is < 1 or > 3) throw file.Bad($"byte 6: version {major} of the format is not known, only 1 to 3; {Mend}");
        if (major > 1) file.ReadHeader(preamble[PreambleBytes..]);
        var length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(preamble[8..]);
        if (length > LongestDictionary) throw file.Bad($"byte 8: a header of {length} bytes is too long; {Mend}");
        var dictionary = new byte[length];
        file.ReadHeader(dictionary);
        return Parse(file, Encoding.UTF8.GetString(dictionary));
    }

    /// <summary>The bytes of a version 1.0 header of a little-endian, C-order array.</summary>
    /// <param name="elementType">Such as <c>&lt;f8</c>.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="leastBytes">The least length: that of another header in whose place it goes.</param>
    public static byte[] Format(string elementType, ReadOnlySpan<long> shape, int leastBytes = 0)
    {
        var sizes = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        var dictionary = $"{{'descr': '{elementType}', 'fortran_order': False, 'shape': ({sizes}), }}";
        var bytes = Math.Max(leastBytes, (PreambleBytes + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment);
        var header = new byte[bytes];
        header.AsSpan().Fill((byte)' ');
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(bytes - PreambleBytes));
        Encoding.ASCII.GetBytes(dictionary, header.AsSpan(PreambleBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Parse(InputFile file, string dictionary)
    {
        var order = FortranOrderKey().Match(dictionary);
        var shape = ShapeKey().Match(dictionary);
        var type = ElementTypeKey().Match(dictionary);
        if (!order.Success || !shape.Success || !dictionary.Contains("descr", StringComparison.Ordinal))
            throw file.Bad($"byte {PreambleBytes}: the header has no descr, fortran_order and shape; {Mend}");
        if (!type.Success) throw file.Bad($"the elements are records or Python objects; {NpyReader.AcceptedTypes}");
        return new NpyHeader(type.Groups[1].Value, order.Groups[1].Value == "True", Sizes(file, shape.Groups[1].Value));
    }

    private static long[] Sizes(InputFile file, string shape)
    {
        var texts = shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var sizes = new long[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            // Python 2 wrote some sizes with an L behind them.
            if (!long.TryParse(texts[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
                throw file.Bad($"the shape ({shape}) has '{texts[i]}' for a size; {Mend}");
        }
        return sizes;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex ElementTypeKey();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex FortranOrderKey();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapeKey();
}
