using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>How long vectors are, and what the cosine may do about it.</summary>
internal static class VectorLengths
{
    /// <summary>Beyond these powers of two the squares of single precision come near their ends.</summary>
    private const int LargestPower = 40;

    /// <summary>Rows of a part.</summary>
    private const int Strip = 64;

    /// <summary>The lengths of rows, in double precision.</summary>
    /// <param name="rows">r × m.</param>
    /// <param name="lengths">r numbers, overwritten; NaN or infinite where a value is.</param>
    /// <param name="team">The threads to use.</param>
    public static void Measure(Matrix<float> rows, Memory<double> lengths, WorkerTeam team) =>
        team.Run(new MeasurePart(rows, lengths), (rows.Rows + Strip - 1) / Strip);

    /// <inheritdoc cref="Measure"/>
    public static double[] Of(Matrix<float> rows, WorkerTeam team)
    {
        var lengths = new double[rows.Rows];
        Measure(rows, lengths, team);
        return lengths;
    }

    /// <summary>
    ///   Brings vectors of an unusual length near 1 by a power of two, in place: the cosine has no length, all digits stay, and no
    ///   product is too large or too small any more.
    /// </summary>
    public static void MakeUsual(Matrix<float> rows, Span<double> lengths)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            if (!IsUnusual(lengths[i])) continue;
            // In two steps: the power itself may be too large for single precision.
            var power = -Math.ILogB(lengths[i]);
            foreach (var step in (ReadOnlySpan<int>)[power / 2, power - power / 2])
                TensorPrimitives.Multiply(rows.Row(i), MathF.ScaleB(1, step), rows.Row(i));
            lengths[i] = Math.ScaleB(lengths[i], power);
        }
    }

    /// <summary>Whether there is any such vector.</summary>
    public static bool HasUnusual(ReadOnlySpan<double> lengths)
    {
        foreach (var length in lengths)
            if (IsUnusual(length)) return true;
        return false;
    }

    /// <summary>What makes rows of length 1 of rows; zero for zero vectors.</summary>
    public static float[] Reciprocals(ReadOnlySpan<double> lengths)
    {
        var factors = new float[lengths.Length];
        for (var i = 0; i < factors.Length; i++) factors[i] = lengths[i] > 0 ? (float)(1 / lengths[i]) : 0;
        return factors;
    }

    /// <summary>Makes all rows that are not zero as long as 1, in place.</summary>
    public static void MakeOne(Matrix<float> rows, WorkerTeam team) => team.Run(new OnePart(rows), (rows.Rows + Strip - 1) / Strip);

    private static bool IsUnusual(double length) => length > 0 && Math.Abs(Math.ILogB(length)) > LargestPower;

    private readonly struct MeasurePart(Matrix<float> rows, Memory<double> lengths) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var span = lengths.Span;
            for (var i = part * Strip; i < Math.Min((part + 1) * Strip, rows.Rows); i++)
                span[i] = Math.Sqrt(Vectors.SquaredNorm<float>(rows.Row(i)));
        }
    }

    private readonly struct OnePart(Matrix<float> rows) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            for (var i = part * Strip; i < Math.Min((part + 1) * Strip, rows.Rows); i++)
                if (Math.Sqrt(Vectors.SquaredNorm<float>(rows.Row(i))) is > 0 and var length)
                    TensorPrimitives.Divide(rows.Row(i), (float)length, rows.Row(i));
        }
    }
}
