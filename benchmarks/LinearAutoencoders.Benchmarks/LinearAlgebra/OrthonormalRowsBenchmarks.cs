using BenchmarkDotNet.Attributes;
using LinearAutoencoders.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace LinearAutoencoders.Benchmarks.LinearAlgebra;

/// <summary>
/// The basis of a decoder's columns, which every evaluation of the subspace distance needs, against MathNet's QR.
/// </summary>
[ShortRunJob]
public class OrthonormalRowsBenchmarks
{
    private Matrix<double> vectors;
    private Matrix<double> basis;
    private OrthonormalRows rows = new(0, 0);
    private MathNetMatrix mathNetVectors = MathNetMatrix.Build.Dense(1, 1);

    /// <summary>k and m.</summary>
    [Params("20 x 784", "500 x 1000")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.Split(" x ").Select(int.Parse).ToArray();
        vectors = new(sizes[0], sizes[1]);
        new RandomSource(1).FillNormal(vectors.AsSpan());
        basis = new(sizes[0], sizes[1]);
        rows = new(sizes[0], sizes[1]);
        mathNetVectors = MathNetMatrix.Build.Dense(sizes[1], sizes[0], (i, j) => vectors[j, i]);
    }

    [Benchmark]
    public void OneThread() => rows.Compute(vectors, basis, WorkerTeam.Alone);

    [Benchmark(Baseline = true)]
    public object MathNetThinQR() => mathNetVectors.QR(QRMethod.Thin);
}
