namespace LinearAutoencoders.Numerics;

/// <summary>Scaling by powers of two, which rounds nothing.</summary>
internal static class PowerOfTwo
{
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
