using BenchmarkDotNet.Attributes;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>What is paid once before training: the second moment of MNIST's size, and packing it.</summary>
[MemoryDiagnoser]
public class MomentBenchmarks
{
    private const int SampleCount = 60_000, Dimension = 784;

    private readonly Matrix<float> samples = new(SampleCount, Dimension);
    private readonly Matrix<double> sum = new(Dimension, Dimension);
    private readonly Matrix<float> sigma = new(Dimension, Dimension);
    private Action addGram = () => { }, cleanUp = () => { };

    /// <summary>Threads for the sum; packing uses one.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var team = new WorkerTeam(Threads);
        addGram = () => MatrixProduct.AddGram(samples, sum, team);
        cleanUp = team.Dispose;
        new RandomSource(1).FillNormal(samples.AsSpan());
        new RandomSource(2).FillNormal(sigma.AsSpan());
    }

    [GlobalCleanup]
    public void EndThreads() => cleanUp();

    [Benchmark]
    public void AddGram() => addGram();

    [Benchmark]
    public object PackSigma() => new PackedMatrix<float>(sigma);
}
