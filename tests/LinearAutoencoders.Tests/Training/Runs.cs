using System.Numerics;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Small runs, and what they hand out.</summary>
internal static class Runs
{
    /// <summary>Every method with every optimizer; those with steps of their own once.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var method in Method.Registry.All)
                foreach (var optimizer in method.TakesOptimizer ? Optimizer.Registry.Names : ["nesterov"])
                    all.Add(method.Name, optimizer);
            return all;
        }
    }

    /// <summary>23 samples of 7 features: three batches of 9, 9 and 5.</summary>
    public static TrainingData<T> SmallData<T>() where T : unmanaged, IFloatingPointIeee754<T> =>
        new(new Problem(K: 3, M: 7, N: 23, Seed: 8).Samples.ConvertTo<T>(), WorkerTeam.Alone);

    /// <summary>A rate at which every method makes visible progress on <see cref="SmallData{T}"/> and none diverges.</summary>
    public static TrainingOptions Options(string method, string optimizer) =>
        Options(Method.Registry[method], Optimizer.Registry[optimizer]);

    /// <inheritdoc cref="Options(string, string)"/>
    public static TrainingOptions Options(Method method, Optimizer optimizer) => new()
    {
        Method = method,
        Optimizer = optimizer,
        LatentDimension = 3,
        LearningRate = 3e-3,
        InitialDeviation = 0.3,
        Epochs = 9,
        EvaluateEvery = 2,
        Seed = 5,
    };

    public static (TrainingResult<T> Result, Recorder<T> Recorder) Train<T>(
        TrainingData<T> data, TrainingOptions options, WorkerTeam? team = null, Weights<T>? initialWeights = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var recorder = new Recorder<T>();
        var result = new Trainer<T>(data, options, team, initialWeights).Run(recorder, TestContext.Current.CancellationToken);
        return (result, recorder);
    }

    /// <summary>Rows without the one number that differs from run to run.</summary>
    public static IEnumerable<MetricsRow> WithoutSeconds(this IEnumerable<MetricsRow> rows) => rows.Select(row => row with { Seconds = 0 });

    public static void AssertSameBits<T>(Weights<T> expected, Weights<T> actual, string what = "weights")
        where T : unmanaged, IFloatingPointIeee754<T> => Close.AssertSameBits<T>(expected.Values, actual.Values, what);
}

/// <summary>Keeps all that a run hands out; cancels it after an epoch, if asked to.</summary>
internal sealed class Recorder<T>(int? cancelAfter = null) : ITrainingObserver<T>, IDisposable where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CancellationTokenSource cancellation = new();

    public List<int> Epochs { get; } = [];

    public List<MetricsRow> Rows { get; } = [];

    public List<(int Epoch, Weights<T> Weights)> Snapshots { get; } = [];

    public List<TrainingState> States { get; } = [];

    public CancellationToken Cancellation => cancellation.Token;

    public void OnEpoch(int epoch)
    {
        Epochs.Add(epoch);
        if (epoch == cancelAfter) cancellation.Cancel();
    }

    public void OnMetrics(MetricsRow row) => Rows.Add(row);

    public void OnSnapshot(int epoch, Weights<T> weights) => Snapshots.Add((epoch, weights));

    public void OnCheckpoint(TrainingState state) => States.Add(state);

    public void Dispose() => cancellation.Dispose();
}
