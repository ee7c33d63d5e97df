using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>The kinds of product that the methods are made of.</summary>
public enum ProductShape
{
    /// <summary>(2k × m)·(m × m), Σ packed once.</summary>
    BothByPackedSigma,

    /// <summary>(2k × m)·(m × m), Σ as it is.</summary>
    BothBySigma,

    /// <summary>(k × k)·(k × m).</summary>
    LatentByWeights,

    /// <summary>(k × m)·(k × m)ᵀ.</summary>
    WeightsByTransposed,

    /// <summary>(k × m)·(k × m)ᵀ for few latent dimensions, whose cells are sums interleaved.</summary>
    NarrowByTransposed,

    /// <summary>The same of a matrix with itself, of which half is computed; against a whole product.</summary>
    NarrowSymmetric,

    /// <summary>(n × m)·(k × m)ᵀ.</summary>
    SamplesByTransposed,

    /// <summary>(n × k)ᵀ·(n × m).</summary>
    CodesTransposedBySamples,

    /// <summary>
    /// XᵀX for X of n × m, added to a sum of doubles; against half a product of two doubles, or a float product.
    /// </summary>
    Gram,
}

/// <summary>One product of one size and precision, as we and as OpenBLAS compute it.</summary>
public sealed record ProductCase(ProductShape Shape, bool IsDouble, int K, int M, int N)
{
    /// <summary>All that is measured: MNIST's and the paper's synthetic sizes.</summary>
    public static IReadOnlyList<ProductCase> All { get; } = [.. Enumerate()];

    /// <inheritdoc/>
    public override string ToString() => $"{Formula} {(IsDouble ? "double" : "float")}";

    private string Formula => Shape switch
    {
        ProductShape.BothByPackedSigma => $"{2 * K}×{M} · {M}×{M} packed",
        ProductShape.BothBySigma => $"{2 * K}×{M} · {M}×{M}",
        ProductShape.LatentByWeights => $"{K}×{K} · {K}×{M}",
        ProductShape.WeightsByTransposed or ProductShape.NarrowByTransposed => $"{K}×{M} · ({K}×{M})ᵀ",
        ProductShape.NarrowSymmetric => $"W·Wᵀ, {K}×{M}",
        ProductShape.SamplesByTransposed => $"{N}×{M} · ({K}×{M})ᵀ",
        ProductShape.CodesTransposedBySamples => $"({N}×{K})ᵀ · {N}×{M}",
        _ => $"XᵀX, {N}×{M}",
    };

    /// <summary>Multiply-adds of the product, each two operations.</summary>
    public double MultiplyAdds => Shape switch
    {
        ProductShape.BothByPackedSigma or ProductShape.BothBySigma => 2.0 * K * M * M,
        ProductShape.LatentByWeights or ProductShape.WeightsByTransposed or ProductShape.NarrowByTransposed
            or ProductShape.NarrowSymmetric => (double)K * K * M,
        ProductShape.SamplesByTransposed or ProductShape.CodesTransposedBySamples => (double)N * K * M,
        _ => IsDouble ? (double)N * M * (M + 1) / 2 : (double)N * M * M,
    };

    /// <summary>The operands, and both ways to multiply them.</summary>
    public (Action Ours, Action Theirs) Prepare(WorkerTeam team) => IsDouble ? Prepare<double>(team) : Prepare<float>(team);

    private static IEnumerable<ProductCase> Enumerate()
    {
        foreach (var isDouble in new[] { false, true })
            foreach (var (m, n) in new[] { (784, 60_000), (1000, 5000) })
            {
                foreach (var shape in Enum.GetValues<ProductShape>())
                    foreach (var k in LatentDimensions(shape))
                        yield return new(shape, isDouble, k, m, n);
            }
    }

    private static IEnumerable<int> LatentDimensions(ProductShape shape) => shape switch
    {
        ProductShape.NarrowByTransposed or ProductShape.NarrowSymmetric => Enumerable.Range(1, 20),
        ProductShape.Gram => [0],
        _ => [2, 20, 100, 500],
    };

    private (Action Ours, Action Theirs) Prepare<T>(WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (Shape)
        {
            case ProductShape.BothByPackedSigma or ProductShape.BothBySigma:
                {
                    var (a, b, c) = (Random<T>(2 * K, M), Random<T>(M, M), new Matrix<T>(2 * K, M));
                    var packed = new PackedMatrix<T>(b);
                    return (Shape == ProductShape.BothByPackedSigma
                        ? () => MatrixProduct.Multiply(a, packed, c, team: team)
                        : () => MatrixProduct.Multiply(a, b, c, team: team), () => OpenBlas.Multiply(a, false, b, false, c));
                }
            case ProductShape.LatentByWeights:
                {
                    var (a, b, c) = (Random<T>(K, K), Random<T>(K, M), new Matrix<T>(K, M));
                    return (() => MatrixProduct.Multiply(a, b, c, team: team),
                        () => OpenBlas.Multiply(a, false, b, false, c));
                }
            case ProductShape.NarrowSymmetric:
                {
                    var (a, c) = (Random<T>(K, M), new Matrix<T>(K, K));
                    return (() => SymmetricProduct.MultiplyByTransposed(a, a, c, team),
                        () => OpenBlas.Multiply(a, false, a, true, c));
                }
            case ProductShape.WeightsByTransposed or ProductShape.NarrowByTransposed or ProductShape.SamplesByTransposed:
                {
                    var rows = Shape == ProductShape.SamplesByTransposed ? N : K;
                    var (a, b, c) = (Random<T>(rows, M), Random<T>(K, M), new Matrix<T>(rows, K));
                    return (() => MatrixProduct.MultiplyByTransposed(a, b, c, team: team),
                        () => OpenBlas.Multiply(a, false, b, true, c));
                }
            case ProductShape.CodesTransposedBySamples:
                {
                    var (a, b, c) = (Random<T>(N, K), Random<T>(N, M), new Matrix<T>(K, M));
                    return (() => MatrixProduct.MultiplyTransposed(a, b, c, team: team),
                        () => OpenBlas.Multiply(a, true, b, false, c));
                }
            default:
                return PrepareGram<T>(team);
        }
    }

    // OpenBLAS has no product of floats that is summed in double: its float peer is a plain product, and so is ours then.
    private (Action Ours, Action Theirs) PrepareGram<T>(WorkerTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsDouble)
        {
            var (x, sum) = (Random<double>(N, M), new Matrix<double>(M, M));
            return (() => MatrixProduct.AddGram(x, sum, team), () => OpenBlas.AddGram(x, sum));
        }
        var (samples, c) = (Random<T>(N, M), new Matrix<T>(M, M));
        return (() => MatrixProduct.MultiplyTransposed(samples, samples, c, team: team),
            () => OpenBlas.Multiply(samples, true, samples, false, c));
    }

    private static Matrix<T> Random<T>(int rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        var random = new RandomSource((ulong)rows * 1000 + (ulong)columns);
        foreach (ref var cell in matrix.AsSpan()) cell = T.CreateTruncating(random.NextUniform() - 0.5);
        return matrix;
    }
}
