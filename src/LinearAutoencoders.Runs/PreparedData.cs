using System.Diagnostics;
using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>A data set, and what runs on it share.</summary>
internal sealed record PreparedData<T>(Dataset Dataset, TrainingData<T> Training) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Reads, checks k, finds the principal components; reports what it did.</summary>
    public static PreparedData<T> Load(
        RunOptions options, WorkerTeam team, IProgress<DataLoaded>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var dataset = DataSource.Open(options.Data, options.ToData(), team, cancellation);
        dataset.RequireComponents(options.K);
        var readSeconds = clock.Elapsed.TotalSeconds;
        var training = new TrainingData<T>(dataset.Source, dataset.Center, team, cancellation);
        _ = training.Spectrum;
        progress?.Report(new DataLoaded(
            options.Data, training.Count, training.Dimension, readSeconds, clock.Elapsed.TotalSeconds - readSeconds));
        return new PreparedData<T>(dataset, training);
    }

    public DataRecord Record => new(Dataset.Name, Training.Count, Training.Dimension, Dataset.Fingerprint);

    /// <summary>The options with a learning rate: the one asked for, the published one of this data, or the default.</summary>
    public RunOptions Resolve(RunOptions options) => options.LearningRate is not null ? options : options with
    {
        LearningRate = LearningRateChoice.For(options.Data, options.ParsedMethod, options.ParsedOptimizer, options.K, Training.Spectrum),
    };
}
