using System.Text;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>One operation of an ONNX graph.</summary>
/// <param name="Operation">Such as <c>MatMul</c>.</param>
/// <param name="Inputs">Names of values.</param>
/// <param name="IsTransposed">Whether a Gemm takes its second input transposed.</param>
internal sealed record OnnxNode(string Operation, List<string> Inputs, bool IsTransposed)
{
    public static OnnxNode Read(ReadOnlyMemory<byte> message)
    {
        var reader = new ProtoReader(message);
        var (operation, inputs, isTransposed) = ("", new List<string>(), false);
        while (reader.Read())
        {
            if (reader.Field == 1) inputs.Add(Encoding.UTF8.GetString(reader.Content.Span));
            if (reader.Field == 4) operation = Encoding.UTF8.GetString(reader.Content.Span);
            if (reader.Field == 5) isTransposed |= IsTransB(reader.Content);
        }
        return new(operation, inputs, isTransposed);
    }

    private static bool IsTransB(ReadOnlyMemory<byte> attribute)
    {
        var reader = new ProtoReader(attribute);
        var (name, value) = ("", 0UL);
        while (reader.Read())
        {
            if (reader.Field == 1) name = Encoding.UTF8.GetString(reader.Content.Span);
            if (reader.Field == 3) value = reader.Number;
        }
        return name == "transB" && value == 1;
    }
}
