using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>How long vectors are, and what the cosine may do about it.</summary>
internal static class VectorLengths
{
    /// <summary>Beyond these powers of two the squares of single precision come near their ends.</summary>
    private const int LargestPower = 40;

    /// <summary>The lengths of rows, in double precision.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="lengths">r numbers, overwritten; NaN or infinite where a value is.</param>
    /// <param name="team">The threads to use.</param>
    public static void Measure(Matrix<float> rows, Memory<double> lengths, WorkerTeam team) =>
        RowStrips.Each(rows.Rows, i => lengths.Span[i] = Math.Sqrt(Vectors.SquaredNorm<float>(rows.Row(i))), team);

    /// <summary>
    ///   The rows, those of an unusual length brought near 1 by a power of two: the cosine has no length, all digits stay, and no product
    ///   is too large or too small any more.
    /// </summary>
    /// <param name="rows">r × m; not changed, and themselves returned where none is unusual.</param>
    /// <param name="lengths">How long they are, and then will be.</param>
    public static Matrix<float> Usual(Matrix<float> rows, Span<double> lengths)
    {
        var (usual, isCopy) = (rows, false);
        for (var i = 0; i < rows.Rows; i++)
        {
            if (!(lengths[i] > 0) || Math.Abs(Math.ILogB(lengths[i])) <= LargestPower) continue;
            if (!isCopy) (usual, isCopy) = (rows.Clone(), true);
            // In two steps: the power itself may be too large for single precision.
            var power = -Math.ILogB(lengths[i]);
            foreach (var step in (ReadOnlySpan<int>)[power / 2, power - power / 2])
                TensorPrimitives.Multiply(usual.Row(i), MathF.ScaleB(1, step), usual.Row(i));
            lengths[i] = Math.ScaleB(lengths[i], power);
        }
        return usual;
    }

    /// <inheritdoc cref="Usual(Matrix{float}, Span{double})"/>
    public static Matrix<float> Usual(Matrix<float> rows)
    {
        var lengths = new double[rows.Rows];
        Measure(rows, lengths, WorkerTeam.Alone);
        return Usual(rows, lengths);
    }

    /// <summary>What makes rows of length 1 of rows; zero for zero vectors.</summary>
    public static float[] Reciprocals(ReadOnlySpan<double> lengths)
    {
        var factors = new float[lengths.Length];
        for (var i = 0; i < factors.Length; i++) factors[i] = lengths[i] > 0 ? (float)(1 / lengths[i]) : 0;
        return factors;
    }

    /// <summary>Makes all rows that are not zero as long as 1, in place.</summary>
    public static void MakeOne(Matrix<float> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
            if (Math.Sqrt(Vectors.SquaredNorm<float>(rows.Row(i))) is > 0 and var length)
                TensorPrimitives.Divide(rows.Row(i), (float)length, rows.Row(i));
    }
}
