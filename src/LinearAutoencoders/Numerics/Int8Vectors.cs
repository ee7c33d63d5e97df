using System.Numerics.Tensors;

namespace LinearAutoencoders.Numerics;

/// <summary>Vectors in a byte a coordinate: code · scale, with one scale for each vector.</summary>
/// <remarks>
///   scale = max |xᵢ| / 127, code = xᵢ / scale rounded. No coordinate is off by more than scale/2, and no inner product with q by more
///   than scale/2 · ‖q‖₁. A vector of d coordinates has d + 4 bytes.
/// </remarks>
public static class Int8Vectors
{
    private const int Largest = 127;

    /// <summary>Writes the codes of a vector.</summary>
    /// <param name="vector">d finite values.</param>
    /// <param name="codes">d codes, from −127 to 127.</param>
    /// <returns>The scale; 0 of a zero vector, whose codes are 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Quantize(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        if (codes.Length != vector.Length)
            throw new ArgumentException(FormattableString.Invariant($"{vector.Length} values need as many codes, not {codes.Length}"));
        var scale = vector.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(vector)) / Largest;
        for (var i = 0; i < vector.Length; i++)
            codes[i] = scale > 0 ? (sbyte)Math.Clamp(MathF.Round(vector[i] / scale), -Largest, Largest) : (sbyte)0;
        return scale;
    }

    /// <summary>The first columns of rows as they are read back.</summary>
    internal static Matrix<float> Rounded(Matrix<float> rows, int columns)
    {
        var rounded = new Matrix<float>(rows.Rows, columns);
        var codes = new sbyte[columns];
        for (var i = 0; i < rows.Rows; i++)
        {
            var scale = Quantize(rows.Row(i)[..columns], codes);
            var row = rounded.Row(i);
            for (var j = 0; j < columns; j++) row[j] = codes[j] * scale;
        }
        return rounded;
    }
}
