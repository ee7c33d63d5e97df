using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>Scaling by powers of two, which rounds nothing.</summary>
internal static class PowerOfTwo
{
    /// <summary>Multiplies by 2ᵉ into another place.</summary>
    public static void Scale(ReadOnlySpan<double> source, int exponent, Span<double> destination)
    {
        // Half of it, and then the rest, only where 2ᵉ may be beyond the range.
        var first = Math.Abs(exponent) < 1000 ? exponent : exponent / 2;
        TensorPrimitives.Multiply(source, Math.ScaleB(1, first), destination);
        if (first != exponent) RowKernels.Scale(Math.ScaleB(1, exponent - first), destination);
    }

    /// <summary>Multiplies every cell by 2ᵉ, which itself may be beyond the range.</summary>
    public static void Scale(Matrix<double> matrix, int exponent)
    {
        if (exponent == 0) return;
        for (var i = 0; i < matrix.Rows; i++)
        {
            RowKernels.Scale(Math.ScaleB(1, exponent / 2), matrix.Row(i));
            RowKernels.Scale(Math.ScaleB(1, exponent - exponent / 2), matrix.Row(i));
        }
    }
}
