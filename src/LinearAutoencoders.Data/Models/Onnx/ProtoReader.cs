namespace LinearAutoencoders.Data.Onnx;

/// <summary>The fields of a message in the wire format of Protocol Buffers.</summary>
/// <param name="bytes">The message.</param>
internal sealed class ProtoReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> rest = bytes;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, where it is a number; the raw bits of one of fixed size.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its content, where it is text, bytes or a message; else empty.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Reads the next field, if there is one.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Read()
    {
        if (rest.IsEmpty) return false;
        var key = ReadVarint();
        (Field, Number, Content) = (checked((int)Math.Min(key >> 3, int.MaxValue)), 0, default);
        switch (key & 7)
        {
            case 0: Number = ReadVarint(); break;
            case 1: Number = BitConverter.ToUInt64(Take(8).Span); break;
            case 2: Content = Take(ReadVarint()); break;
            case 5: Number = BitConverter.ToUInt32(Take(4).Span); break;
            default: throw new InvalidDataException($"a field of kind {key & 7} is not known");
        }
        return true;
    }

    /// <summary>The numbers of a packed field.</summary>
    public static List<ulong> Varints(ReadOnlyMemory<byte> content)
    {
        var (reader, numbers) = (new ProtoReader(content), new List<ulong>());
        while (!reader.rest.IsEmpty) numbers.Add(reader.ReadVarint());
        return numbers;
    }

    private ReadOnlyMemory<byte> Take(ulong count)
    {
        if (count > (ulong)rest.Length) throw new InvalidDataException("a field ends behind the end of the file");
        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("a number has more than 64 bits");
    }
}
