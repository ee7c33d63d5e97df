using System.Diagnostics;
using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>A data set, and what runs on it share.</summary>
internal sealed record PreparedData<T>(Dataset Dataset, TrainingData<T> Training) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Reads, checks k, finds the principal components; reports what it did.</summary>
    public static PreparedData<T> Load(
        RunOptions options, WorkerTeam team, IProgress<DataLoaded>? progress, CancellationToken cancellationToken,
        Action<string>? say = null)
    {
        using var watch = new LoadProgress(options.Data, say ?? (_ => { }));
        var clock = Stopwatch.StartNew();
        var dataset = DataSource.Open(options.Data, options.ToData(), team, cancellationToken);
        if (team.Ranks is { } ranks) dataset.ShareFingerprint(ranks);
        else dataset.ExpectFingerprint();
        dataset.RequireComponents(options.Training.LatentDimension);
        var readSeconds = clock.Elapsed.TotalSeconds;
        var training = new TrainingData<T>(watch.Watch(dataset.Source), dataset.Center, team, cancellationToken);
        training.RequireComponents(options.Training.LatentDimension);
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new DataLoaded(
            options.Data, training.Count, training.Dimension, readSeconds, clock.Elapsed.TotalSeconds - readSeconds, dataset.Notes));
        return new PreparedData<T>(dataset, training);
    }

    public DataRecord Record =>
        new(Dataset.Name, Training.Count, Training.Dimension, Dataset.Fingerprint) { Columns = Dataset.ColumnNames };

    /// <summary>
    ///   The options with penalties and a learning rate: those asked for, the published ones of this data, or those that suit its spectrum.
    /// </summary>
    /// <exception cref="RequestException">Σ cannot be held in the way that was asked for.</exception>
    public RunOptions Resolve(RunOptions options)
    {
        RequireMoment(options);
        RequireRange(options.Training.Method);
        options = options.With(training => training with
        {
            Method = PenaltyChoice.For(training.Method, Dataset, options.Synthetic, Training.Spectrum, training.LatentDimension),
        });
        return options.With(training => training with
        {
            LearningRate = training.LearningRate ?? LearningRateChoice.For(
                Dataset, options.Synthetic, training, Training.Spectrum, Training.Count),
        });
    }

    /// <summary>What the penalties of a run will leave nothing of; null where there is no such component.</summary>
    public string? Warning(RunOptions options)
    {
        var training = options.Training;
        return LearningAdvice.Warning(
            training, Training.Spectrum.Eigenvalues, training.Method.ExpectedGains(Training.Spectrum, training.LatentDimension));
    }

    /// <summary>How long a run on this data takes, relative to others.</summary>
    public double CostOf(RunOptions options) => RunCost.Of(options.Training, Training.Count, Training.Dimension);

    /// <summary>Data of any scale will do for a method that trains in units of the data's own; for others it must be in range.</summary>
    private void RequireRange(Method method)
    {
        var (largest, isSingle) = (Training.Spectrum.Largest, typeof(T) == typeof(float));
        var limit = isSingle ? 1e18 : 1e150;
        if (method.InUnitsOf(Training.Unit) is not null || (largest < limit && largest > 1 / limit)) return;
        throw new RequestException(
            $"{Dataset.Name}: a variance of {NumberText.Loss(largest)} is too {(largest < 1 ? "small" : "large")} for {method.Name} in "
            + $"{(isSingle ? "float32; use --precision float64, or scale the data" : "float64; scale the data")}, or use another method");
    }

    private void RequireMoment(RunOptions options)
    {
        try
        {
            MomentChoice.Resolve(options.Training, Training.Count, Training.Dimension);
        }
        catch (ArgumentException refused)
        {
            throw new RequestException(refused.Message);
        }
    }
}
