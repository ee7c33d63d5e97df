using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Benchmarks.Training;

/// <summary>What happens before the first epoch, from the compressed file on disk or from nothing, on two threads.</summary>
/// <remarks>MNIST is wanted where <c>lae data mnist</c> puts it, or in the folder that LAE_MNIST_DIR names.</remarks>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public class StartBenchmarks
{
    private WorkerTeam team = WorkerTeam.Alone;

    /// <summary>What is read or drawn.</summary>
    [Params("mnist", "synthetic")]
    public string Source { get; set; } = "";

    [GlobalSetup]
    public void StartThreads() => team = new WorkerTeam(2);

    [GlobalCleanup]
    public void EndThreads() => team.Dispose();

    /// <summary>Read, centred and rounded, as mini-batches want it.</summary>
    [Benchmark]
    public Matrix<float> Samples() => Open().Samples;

    /// <summary>Σ, from the file.</summary>
    [Benchmark]
    public Matrix<double> SecondMoment() => Open().SecondMoment;

    /// <summary>Σ and all its eigenvectors, from the file.</summary>
    [Benchmark]
    public Spectrum Components() => Open().Spectrum;

    private TrainingData<float> Open()
    {
        var dataset = DataSource.Open(Source, team: team);
        return new(dataset.Source, dataset.Center, team);
    }
}
