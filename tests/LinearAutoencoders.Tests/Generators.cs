using System.Numerics;
using CsCheck;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests;

/// <summary>A random problem: sizes, and a seed that determines every number in it, so that a failure shrinks to small sizes.</summary>
/// <param name="K">Latent dimension, at least 1.</param>
/// <param name="M">Data dimension, at least k.</param>
/// <param name="N">Number of samples.</param>
/// <param name="Seed">Determines samples and weights.</param>
internal sealed record Problem(int K, int M, int N, ulong Seed)
{
    /// <summary>X, n × m: normal, with variances that fall from about 4 to about 1/4, so that no component is like another.</summary>
    public Matrix<double> Samples
    {
        get
        {
            var samples = Normal(N, M, stream: 11);
            for (var j = 0; j < M; j++)
                for (var i = 0; i < N; i++)
                    samples[i, j] *= Math.Pow(2, 1 - 2.0 * j / M);
            return samples;
        }
    }

    /// <summary>
    ///   X, n × m, of which an eighth of the cells are as in <see cref="Samples"/>; the others have one value in each column.
    /// </summary>
    public Matrix<double> SparseSamples
    {
        get
        {
            var (samples, common, random) = (Samples, Normal(1, M, stream: 16), Random(17));
            for (var i = 0; i < N; i++)
                for (var j = 0; j < M; j++)
                    if (random.NextBelow(8) > 0) samples[i, j] = common[0, j];
            return samples;
        }
    }

    /// <summary>Weights of size 1 in every entry, extras of size 1/2: far from any stationary point.</summary>
    public Weights<double> Weights(int extraCount = 0)
    {
        var weights = new Weights<double>(K, M, extraCount);
        Random(12).FillNormal(weights.Values, 1 / Math.Sqrt(2));
        return weights;
    }

    /// <summary>A direction to move weights in, of length 1.</summary>
    public Weights<double> Direction(int extraCount = 0)
    {
        var direction = new Weights<double>(K, M, extraCount);
        Random(13).FillNormal(direction.Values);
        var length = Math.Sqrt(Vectors.SquaredNorm<double>(direction.Values));
        foreach (ref var value in direction.Values) value /= length;
        return direction;
    }

    /// <summary>λ, increasing.</summary>
    public double[] Penalties => [.. Enumerable.Range(1, K).Select(i => 0.3 * i / K)];

    /// <summary>A prefix length for each sample, every length about as often.</summary>
    public int[] PrefixLengths
    {
        get
        {
            var random = Random(14);
            return [.. Enumerable.Range(0, N).Select(_ => 1 + random.NextBelow(K))];
        }
    }

    /// <summary>Standard normal numbers, independent of those of other streams.</summary>
    public Matrix<double> Normal(int rows, int columns, ulong stream)
    {
        var matrix = new Matrix<double>(rows, columns);
        Random(stream).FillNormal(matrix.AsSpan());
        return matrix;
    }

    /// <summary>A k × k matrix of condition number below 10 that is neither symmetric nor orthogonal.</summary>
    public Matrix<double> Invertible()
    {
        var matrix = Normal(K, K, stream: 15);
        for (var i = 0; i < K; i++)
            for (var j = 0; j < K; j++)
                matrix[i, j] = matrix[i, j] / (4 * K) + (i == j ? 1 : 0);
        return matrix;
    }

    /// <summary>The generator of one stream.</summary>
    public RandomSource Random(ulong stream) => new(Seed, stream);
}

/// <summary>Random sizes and data, shared by all tests.</summary>
internal static class Generators
{
    /// <summary>A generator that goes on as this one does.</summary>
    public static RandomSource Copy(this RandomSource source) => FromWords(source.Words.ToArray());

    /// <summary>A generator in this state.</summary>
    public static RandomSource FromWords(params ulong[] words)
    {
        var random = new RandomSource(0);
        words.CopyTo(random.Words);
        return random;
    }

    /// <summary>k from 1, m from k, n from 1: also below m, where Σ is singular.</summary>
    public static Gen<Problem> Problems { get; } =
        from k in Gen.Int[1, 6]
        from more in Gen.Int[0, 9]
        from n in Gen.Int[1, 40]
        from seed in Gen.ULong
        select new Problem(k, k + more, n, seed);

    /// <summary>Problems whose Σ has full rank, with at least one component to discard.</summary>
    public static Gen<Problem> FullRankProblems { get; } =
        from k in Gen.Int[1, 5]
        from more in Gen.Int[1, 6]
        from extra in Gen.Int[5, 30]
        from seed in Gen.ULong
        select new Problem(k, k + more, k + more + extra, seed);

    /// <summary>Samples whose Σ has exactly these eigenvalues, up to rounding, in random directions.</summary>
    public static Matrix<double> WithSpectrum(IReadOnlyList<double> eigenvalues, int n, ulong seed)
    {
        var m = eigenvalues.Count;
        var random = new RandomSource(seed);
        var left = RandomOrthonormal(m, n, random);
        var right = RandomOrthonormal(m, m, random);
        var samples = new Matrix<double>(n, m);
        for (var c = 0; c < m; c++)
            for (var s = 0; s < n; s++)
                for (var j = 0; j < m; j++)
                    samples[s, j] += Math.Sqrt(n * eigenvalues[c]) * left[c, s] * right[c, j];
        return samples;
    }

    /// <summary>Orthonormal rows in random directions, by a QR decomposition that is not the library's.</summary>
    public static Matrix<double> RandomOrthonormal(int rows, int columns, RandomSource random)
    {
        var values = new double[rows * columns];
        random.FillNormal<double>(values);
        var q = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfColumnMajor(columns, rows, values).QR().Q;
        var orthonormal = new Matrix<double>(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                orthonormal[i, j] = q[j, i];
        return orthonormal;
    }

    /// <summary>The same numbers, rounded to <typeparamref name="T"/>.</summary>
    public static Weights<T> To<T>(this Weights<double> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rounded = new Weights<T>(weights.LatentDimension, weights.DataDimension, weights.ExtraCount);
        for (var i = 0; i < weights.Values.Length; i++) rounded.Values[i] = T.CreateTruncating(weights.Values[i]);
        return rounded;
    }
}
