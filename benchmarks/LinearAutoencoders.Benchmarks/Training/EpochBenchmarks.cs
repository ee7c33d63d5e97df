using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Benchmarks.Training;

/// <summary>
/// Whole training epochs on MNIST, k = 20, float32, with the metrics every 10 epochs as in a run; times are of one epoch.
/// </summary>
/// <remarks>Wants MNIST where <c>lae data mnist</c> puts it, or in the folder that LAE_MNIST_DIR names.</remarks>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public class EpochBenchmarks
{
    private const int FewEpochs = 20, ManyEpochs = 2000;

    private WorkerTeam team = WorkerTeam.Alone;
    private TrainingData<float> data = null!;

    /// <summary>Threads of the run.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        team = new WorkerTeam(Threads);
        var mnist = DataSource.Open("mnist", team: team);
        data = new TrainingData<float>(mnist.Source, mnist.Center, team);
    }

    [GlobalCleanup]
    public void EndThreads() => team.Dispose();

    [Benchmark(OperationsPerInvoke = ManyEpochs)]
    public int Rag_Spectral() => Train(new Rag(), MomentKind.Spectral, ManyEpochs);

    [Benchmark(OperationsPerInvoke = ManyEpochs)]
    public int Rag_Dense() => Train(new Rag(), MomentKind.Dense, ManyEpochs);

    [Benchmark(OperationsPerInvoke = FewEpochs)]
    public int Rag_Samples() => Train(new Rag(), MomentKind.Samples, FewEpochs);

    [Benchmark(OperationsPerInvoke = FewEpochs)]
    public int NestedDropout_Samples() => Train(new NestedDropout(), MomentKind.Auto, FewEpochs);

    private int Train(Method method, MomentKind moment, int epochs)
    {
        var options = new TrainingOptions
        {
            Method = method,
            LatentDimension = 20,
            Moment = moment,
            Epochs = epochs,
            LearningRate = 3e-3,
        };
        return new Trainer<float>(data, options, team).Run().Epoch;
    }
}
