using System.Buffers;
using System.Text;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>A message in the wire format of Protocol Buffers, field by field.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> bytes = new();

    public ProtoWriter Add(int field, long value)
    {
        WriteVarint((ulong)((field << 3) | Varint));
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoWriter Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtoWriter Add(int field, ProtoWriter message) => Add(field, message.ToArray());

    public ProtoWriter Add(int field, ReadOnlySpan<byte> content)
    {
        WriteVarint((ulong)((field << 3) | LengthDelimited));
        WriteVarint((ulong)content.Length);
        bytes.Write(content);
        return this;
    }

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    private void WriteVarint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) bytes.Write([(byte)(value | 0x80)]);
        bytes.Write([(byte)value]);
    }
}
