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
        RunOptions options, WorkerTeam team, IProgress<DataLoaded>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var dataset = DataSource.Load<T>(options.Data, options.ToData(), cancellationToken);
        dataset.RequireComponents(options.Training.LatentDimension);
        var readSeconds = clock.Elapsed.TotalSeconds;
        var training = new TrainingData<T>(dataset.Samples, team);
        var componentsSeconds = clock.Elapsed.TotalSeconds - readSeconds;
        progress?.Report(new DataLoaded(
            options.Data, dataset.Samples.Rows, dataset.Samples.Columns, readSeconds, componentsSeconds));
        return new PreparedData<T>(dataset, training);
    }

    public DataRecord Record => new(Dataset.Name, Dataset.Samples.Rows, Dataset.Samples.Columns, Dataset.Fingerprint);

    /// <summary>The options with a learning rate: the one asked for, the published one of this data, or the default.</summary>
    /// <exception cref="RequestException">Σ cannot be held in the way that was asked for.</exception>
    public RunOptions Resolve(RunOptions options)
    {
        RequireMoment(options);
        return options.With(training => training with
        {
            LearningRate = training.LearningRate ?? LearningRateChoice.For(
                options.Data, training.Method, training.Optimizer, training.LatentDimension, Training.Spectrum),
        });
    }

    /// <summary>How long a run on this data takes, relative to others.</summary>
    public double CostOf(RunOptions options) => RunCost.Of(options.Training, Dataset.Samples.Rows, Dataset.Samples.Columns);

    private void RequireMoment(RunOptions options)
    {
        try
        {
            MomentChoice.Resolve(options.Training, Dataset.Samples.Rows, Dataset.Samples.Columns);
        }
        catch (ArgumentException refused)
        {
            throw new RequestException(refused.Message);
        }
    }
}
