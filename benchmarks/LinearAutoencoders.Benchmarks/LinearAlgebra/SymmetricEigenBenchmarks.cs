using BenchmarkDotNet.Attributes;
using LinearAutoencoders.Numerics;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace LinearAutoencoders.Benchmarks.LinearAlgebra;

/// <summary>Ground truth of the metrics: all eigenvectors of a second moment, against MathNet's managed solver.</summary>
[ShortRunJob]
public class SymmetricEigenBenchmarks : IDisposable
{
    private readonly WorkerTeam team = new(2);
    private Matrix<double> moment;
    private MathNetMatrix mathNetMoment = MathNetMatrix.Build.Dense(1, 1);

    /// <summary>m: MNIST's number of features, and the paper's synthetic data's.</summary>
    [Params(784, 1000)]
    public int Features { get; set; }

    /// <summary>The moment of 2m samples whose features spread over three orders of magnitude.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var samples = new Matrix<double>(2 * Features, Features);
        new RandomSource(1).FillNormal(samples.AsSpan());
        for (var i = 0; i < samples.Rows; i++)
            for (var j = 0; j < Features; j++) samples[i, j] *= Math.Pow(1e-3, (double)j / Features);
        moment = new(Features, Features);
        MatrixProduct.AddGram(samples, moment);
        mathNetMoment = MathNetMatrix.Build.Dense(Features, Features, (i, j) => moment[i, j]);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        team.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public SymmetricEigen OneThread() => SymmetricEigen.Decompose(moment, WorkerTeam.Alone);

    [Benchmark]
    public SymmetricEigen TwoThreads() => SymmetricEigen.Decompose(moment, team);

    [Benchmark]
    public double[] ValuesAloneTwoThreads() => SymmetricEigen.DecomposeValues(moment, team);

    [Benchmark(Baseline = true)]
    public object MathNet() => mathNetMoment.Evd(global::MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
}
