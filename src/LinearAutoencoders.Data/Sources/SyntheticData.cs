using System.Numerics.Tensors;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Sources;

/// <summary>The paper's synthetic data (appendix H.2): rows x = U diag(√v) z, z standard normal, U random orthogonal.</summary>
/// <remarks>
///   U is Haar distributed: a product of m − 1 Householder reflections, the i-th (from 0) of a normal vector in the last m − i
///   coordinates, and of signs (Stewart 1980, "The efficient generation of random orthogonal matrices"). It is not formed:
///   blocks of reflections I − VᵀTV (V's rows the vectors, T triangular) are applied to the samples, 2nm² flops in all.
///   All in double precision; the same seed gives the same samples.
/// </remarks>
internal static class SyntheticData
{
    // Streams of a seed that nothing else draws from.
    private const ulong SampleStream = 0x73616D70;
    private const ulong RotationStream = 0x726F7461;

    /// <summary>Reflections applied at a time.</summary>
    private const int Block = 64;

    /// <summary>n × m samples.</summary>
    public static RawSamples<double> Draw(SyntheticOptions options, WorkerTeam team, CancellationToken cancellation)
    {
        var (n, m) = (options.Samples, options.Dimension);
        if ((long)n * m > Array.MaxLength)
            throw new BadDataException($"synthetic: {n} × {m} values are too many, the most is {Array.MaxLength}; draw fewer");
        var cells = new double[n * m];
        var samples = new Matrix<double>(n, m, cells);
        DrawPrincipal(options, samples, cancellation);
        Rotate(samples, new RandomSource(options.Seed, RotationStream), team, cancellation);
        return new RawSamples<double>("synthetic", n, m, cells);
    }

    /// <summary>Rows diag(√v) z.</summary>
    private static void DrawPrincipal(SyntheticOptions options, Matrix<double> samples, CancellationToken cancellation)
    {
        var random = new RandomSource(options.Seed, SampleStream);
        var deviations = new double[samples.Columns];
        for (var j = 0; j < deviations.Length; j++) deviations[j] = Math.Sqrt(options.Spectrum.Value(j, deviations.Length));
        for (var i = 0; i < samples.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            random.FillNormal(samples.Row(i));
            TensorPrimitives.Multiply(samples.Row(i), deviations, samples.Row(i));
        }
    }

    /// <summary>X ← X H₁ H₂ … D, with D the signs that make the distribution uniform.</summary>
    internal static void Rotate(Matrix<double> samples, RandomSource random, WorkerTeam team, CancellationToken cancellation)
    {
        var m = samples.Columns;
        var signs = new double[m];
        for (var start = 0; start < m; start += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Block, m - start);
            var vectors = DrawReflections(random, signs.AsSpan(start, count), m - start);
            Reflect(samples.ColumnRange(start, m - start), vectors, team);
        }
        for (var i = 0; i < samples.Rows; i++) TensorPrimitives.Multiply(samples.Row(i), signs, samples.Row(i));
    }

    /// <summary>
    ///   Row i: the unit vector of a reflection that takes a normal vector to a multiple of coordinate i; zeros before it.
    /// </summary>
    private static Matrix<double> DrawReflections(RandomSource random, Span<double> signs, int dimension)
    {
        var vectors = new Matrix<double>(signs.Length, dimension);
        for (var i = 0; i < signs.Length; i++)
        {
            var v = vectors.Row(i)[i..];
            random.FillNormal(v);
            // v ∓ ‖v‖e, the sign chosen so that nothing cancels; in one dimension only the sign is left, the reflection is none.
            signs[i] = v[0] > 0 ? -1 : 1;
            if (v.Length == 1) v[0] = 0;
            else v[0] -= signs[i] * Math.Sqrt(Vectors.SquaredNorm<double>(v));
            if (v.Length > 1) TensorPrimitives.Divide(v, Math.Sqrt(Vectors.SquaredNorm<double>(v)), v);
        }
        return vectors;
    }

    /// <summary>X ← X − ((X Vᵀ) T) V.</summary>
    private static void Reflect(Matrix<double> x, Matrix<double> vectors, WorkerTeam team)
    {
        var along = new Matrix<double>(x.Rows, vectors.Rows);
        var scaled = new Matrix<double>(x.Rows, vectors.Rows);
        MatrixProduct.MultiplyByTransposed(x, vectors, along, team: team);
        MatrixProduct.Multiply(along, NegatedFactor(vectors), scaled, team: team);
        MatrixProduct.Multiply(scaled, vectors, x, accumulate: true, team);
    }

    /// <summary>−T, upper triangular, with H₁H₂…H_b = I − VᵀTV for reflections Hᵢ = I − 2vᵢvᵢᵀ.</summary>
    /// <remarks>Column j of T: 2 on the diagonal; above it −2 T[..j, ..j] (V[..j] vⱼ).</remarks>
    private static Matrix<double> NegatedFactor(Matrix<double> vectors)
    {
        var b = vectors.Rows;
        var t = new Matrix<double>(b, b);
        Span<double> overlaps = stackalloc double[Block];
        for (var j = 0; j < b; j++)
        {
            for (var i = 0; i < j; i++) overlaps[i] = Vectors.Dot<double>(vectors.Row(i), vectors.Row(j));
            // With −T in place of T, −2 T w turns into 2 (−T) w.
            for (var i = 0; i < j; i++)
                for (var p = i; p < j; p++)
                    t[i, j] += -2 * t[i, p] * overlaps[p];
            t[j, j] = -2;
        }
        return t;
    }
}
