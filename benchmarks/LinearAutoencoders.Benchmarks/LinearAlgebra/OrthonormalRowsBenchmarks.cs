using BenchmarkDotNet.Attributes;
using LinearAutoencoders.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace LinearAutoencoders.Benchmarks.LinearAlgebra;

/// <summary>The basis of a decoder's columns, which every evaluation of the subspace distance needs, against MathNet's QR.</summary>
[ShortRunJob]
public class OrthonormalRowsBenchmarks
{
    private Matrix<double> decoder;
    private Matrix<double> basis;
    private OrthonormalRows rows = new(0, 0);
    private MathNetMatrix mathNetDecoder = MathNetMatrix.Build.Dense(1, 1);

    /// <summary>k and m.</summary>
    [Params("20 x 784", "500 x 1000")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.Split(" x ").Select(int.Parse).ToArray();
        decoder = new(sizes[1], sizes[0]);
        new RandomSource(1).FillNormal(decoder.AsSpan());
        basis = new(sizes[0], sizes[1]);
        rows = new(sizes[0], sizes[1]);
        mathNetDecoder = MathNetMatrix.Build.Dense(sizes[1], sizes[0], (i, j) => decoder[i, j]);
    }

    [Benchmark]
    public void OneThread() => rows.ComputeOfColumns(decoder, basis);

    [Benchmark(Baseline = true)]
    public object MathNetThinQR() => mathNetDecoder.QR(QRMethod.Thin);
}
