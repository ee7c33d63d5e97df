using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Benchmarks.Training;

/// <summary>What happens before the first epoch on MNIST, from the compressed file on disk, on two threads.</summary>
/// <remarks>Wants MNIST where <c>lae data mnist</c> puts it, or in the folder that LAE_MNIST_DIR names.</remarks>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public class StartBenchmarks
{
    private WorkerTeam team = WorkerTeam.Alone;
    private Matrix<float> samples = new(0, 0);

    [GlobalSetup]
    public void StartThreads() => team = new WorkerTeam(2);

    [GlobalCleanup]
    public void EndThreads() => team.Dispose();

    /// <summary>Read and centred.</summary>
    [Benchmark]
    public void Samples() => samples = Read();

    /// <summary>Σ, from the file.</summary>
    [Benchmark]
    public Matrix<double> SecondMoment()
    {
        samples = Read();
        var sum = new Matrix<double>(samples.Columns, samples.Columns);
        MatrixProduct.AddGram(samples, sum, team);
        return sum;
    }

    /// <summary>Σ and all its eigenvectors, from the file.</summary>
    [Benchmark]
    public TrainingData<float> Components() => new(Read(), team);

    private static Matrix<float> Read() => DataSource.Load<float>("mnist").Samples;
}
