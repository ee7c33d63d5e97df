using System.Diagnostics;
using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>A data set, read and ready to train on.</summary>
internal sealed record PreparedData<T>(Dataset<T> Dataset, TrainingData<T> Training) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Reads, checks k, computes Σ and its eigenvectors; reports what it did.</summary>
    public static PreparedData<T> Load(
        RunOptions options, WorkerTeam team, IProgress<DataLoaded>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var dataset = DataSource.Load<T>(options.Data, options.ToData(), cancellation);
        dataset.RequireComponents(options.K);
        var readSeconds = clock.Elapsed.TotalSeconds;
        var training = new TrainingData<T>(dataset.Samples, team);
        progress?.Report(new DataLoaded(
            options.Data, dataset.Samples.Rows, dataset.Samples.Columns, readSeconds, clock.Elapsed.TotalSeconds - readSeconds));
        return new PreparedData<T>(dataset, training);
    }

    public DataRecord Record => new(Dataset.Name, Dataset.Samples.Rows, Dataset.Samples.Columns, Dataset.Fingerprint);

    /// <summary>The options with a learning rate: the one asked for, the published one of this data, or the default.</summary>
    public RunOptions Resolve(RunOptions options) => options.LearningRate is not null ? options : options with
    {
        LearningRate = LearningRateChoice.For(options.Data, options.ParsedMethod, options.ParsedOptimizer, options.K, Training.Spectrum),
    };
}
