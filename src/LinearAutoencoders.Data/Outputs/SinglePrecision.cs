using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Rows rounded to single precision.</summary>
internal static class SinglePrecision
{
    public static float[] Values(ReadOnlySpan<double> row)
    {
        var values = new float[row.Length];
        TensorPrimitives.ConvertTruncating(row, values.AsSpan());
        return values;
    }

    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<double> row) => MemoryMarshal.AsBytes<float>(Values(row));
}
