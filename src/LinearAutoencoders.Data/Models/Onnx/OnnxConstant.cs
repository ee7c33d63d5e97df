using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>A constant of an ONNX graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sizes, the last running fastest.</param>
/// <param name="Values">Empty where it is not of floats or doubles.</param>
internal sealed record OnnxConstant(string Name, long[] Shape, double[] Values)
{
    public OnnxConstant Transposed() => Shape.Length != 2 ? this
        : new(Name, [Shape[1], Shape[0]], new Matrix<double>((int)Shape[0], (int)Shape[1], Values).Transpose().AsSpan().ToArray());

    public static OnnxConstant Read(InputFile file, ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message);
        var (name, type, raw) = ("", 0UL, default(ReadOnlyMemory<byte>));
        var (shape, floats, doubles) = (new List<long>(), new List<double>(), new List<double>());
        while (reader.Read())
            switch (reader.Field)
            {
                case 1: AddSizes(shape, reader); break;
                case 2: type = reader.Number; break;
                case 4: AddNumbers<float>(floats, reader, bits => BitConverter.UInt32BitsToSingle((uint)bits)); break;
                case 8: name = Encoding.UTF8.GetString(reader.Content.Span); break;
                case 9: raw = reader.Content; break;
                case 10: AddNumbers<double>(doubles, reader, BitConverter.UInt64BitsToDouble); break;
            }
        double[] values = type switch
        {
            1 => raw.IsEmpty ? [.. floats] : [.. MemoryMarshal.Cast<byte, float>(raw.Span).ToArray()],
            11 => raw.IsEmpty ? [.. doubles] : MemoryMarshal.Cast<byte, double>(raw.Span).ToArray(),
            _ => [],
        };
        if (shape.Aggregate((Int128)1, (product, size) => product * size) != values.Length && type is 1 or 11)
            throw file.Bad($"its constant {name} has {values.Length} values, which do not fill its shape; export it again");
        return new(name, [.. shape], values);
    }

    private static void AddSizes(List<long> shape, ProtoReader reader)
    {
        if (reader.Content.IsEmpty)
        {
            shape.Add((long)reader.Number);
            return;
        }
        shape.AddRange(ProtoReader.Varints(reader.Content).Select(size => (long)size));
    }

    private static void AddNumbers<T>(List<double> values, ProtoReader reader, Func<ulong, T> convert) where T : unmanaged, INumber<T>
    {
        if (reader.Content.IsEmpty) values.Add(double.CreateTruncating(convert(reader.Number)));
        foreach (var value in MemoryMarshal.Cast<byte, T>(reader.Content.Span)) values.Add(double.CreateTruncating(value));
    }
}
