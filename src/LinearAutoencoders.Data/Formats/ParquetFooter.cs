using System.Buffers.Binary;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Walks through the footer of a Parquet file, Thrift's compact form, before a library that trusts it does.</summary>
/// <remarks>A length that is damaged makes that library ask for gigabytes, or never come back.</remarks>
internal ref struct ParquetFooter
{
    /// <summary>The length of the footer, and the file's last four letters.</summary>
    private const int TailBytes = 8;

    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> bytes;
    private int position;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <summary>Throws unless every length in the footer lies inside it, and it ends where it should.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static void RequireSound(Stream file)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        if (file.Length < TailBytes) throw Damaged();
        file.Seek(-TailBytes, SeekOrigin.End);
        file.ReadExactly(tail);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (!tail[sizeof(uint)..].SequenceEqual("PAR1"u8) || length > Math.Min(file.Length - TailBytes, Array.MaxLength)) throw Damaged();
        var footer = new byte[length];
        file.Seek(-TailBytes - length, SeekOrigin.End);
        file.ReadExactly(footer);
        file.Position = 0;
        var walk = new ParquetFooter(footer);
        walk.SkipStruct(0);
        if (walk.position != length) throw Damaged();
    }

    private void SkipStruct(int depth)
    {
        if (depth > DeepestNesting) throw Damaged();
        while (Byte() is var field and not 0)
        {
            if (field >> 4 == 0) Number();  // a field's number, where it is far from the last one's
            // true and false have no value of their own here.
            if ((field & 15) is not (1 or 2)) Skip(field & 15, depth);
        }
    }

    private void Skip(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2 or 3: Byte(); break;
            case 4 or 5 or 6: Number(); break;
            case 7: Advance(8); break;
            case 8: Advance(Number()); break;
            case 9 or 10: SkipList(depth); break;
            case 11: SkipMap(depth); break;
            case 12: SkipStruct(depth + 1); break;
            default: throw Damaged();
        }
    }

    private void SkipList(int depth)
    {
        var head = Byte();
        var count = head >> 4 == 15 ? Number() : (ulong)(head >> 4);
        RequireLeft(count);
        for (var i = 0UL; i < count; i++) Skip(head & 15, depth + 1);
    }

    private void SkipMap(int depth)
    {
        var count = Number();
        RequireLeft(count);
        var types = count > 0 ? Byte() : 0;
        for (var i = 0UL; i < count; i++)
        {
            Skip(types >> 4, depth + 1);
            Skip(types & 15, depth + 1);
        }
    }

    private ulong Number()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            number |= (ulong)(part & 127) << shift;
            if (part < 128) return number;
        }
        throw Damaged();
    }

    private int Byte() => position < bytes.Length ? bytes[position++] : throw Damaged();

    private void Advance(ulong count)
    {
        RequireLeft(count);
        position += (int)count;
    }

    // Whatever is in a list takes a byte at least.
    private readonly void RequireLeft(ulong count)
    {
        if (count > (ulong)(bytes.Length - position)) throw Damaged();
    }

    private static InvalidDataException Damaged() => new("its footer is damaged");
}
