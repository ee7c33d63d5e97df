using System.Globalization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Training;

/// <summary>What to train, how, and for how long. Values outside their range throw when set.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method, with its hyperparameters; no default.</summary>
    public required Method Method { get; init; }

    /// <summary>k, the number of components; no default.</summary>
    public required int LatentDimension { get; init => field = Require.AtLeast(1, value, "k"); }

    /// <summary>
    ///   The optimizer, with its hyperparameters, by default the one that the method prefers; of no meaning to a method that has steps of
    ///   its own.
    /// </summary>
    public Optimizer Optimizer { get => field ?? Method.PreferredOptimizer; init; }

    /// <summary>The optimizer that takes the steps; null for a method that has steps of its own.</summary>
    public Optimizer? UsedOptimizer => Method.TakesOptimizer ? Optimizer : null;

    /// <summary>α; null: <see cref="Method.DefaultLearningRate"/>, from the data's spectrum.</summary>
    public double? LearningRate { get; init => field = value is { } rate ? Require.Positive(rate, "the learning rate") : null; }

    /// <summary>Passes over the data; with all samples in one batch, steps.</summary>
    public int Epochs { get; init => field = Require.AtLeast(0, value, "the number of epochs"); } = 1000;

    /// <summary>What becomes of the learning rate; null: what the method prefers.</summary>
    public ScheduleKind? Schedule { get; init => field = value is { } kind ? Require.Existing(kind, "the schedule") : null; }

    /// <summary>Which of the weights of one reconstruction the run keeps to; null: the method's own.</summary>
    public GaugeKind? Gauge
    {
        get;
        init => field = value is { } kind ? Require.Existing(kind, "the gauge") : null;
    }

    /// <summary>
    ///   Steps from one application of the gauge to the next; 0: none, and the weights are only read in it, by a metric or at the end;
    ///   null: 1, from k = 200 on 5.
    /// </summary>
    public int? GaugeEvery { get; init => field = value is { } every ? Require.AtLeast(0, every, "the steps between gauges") : null; }

    /// <summary>
    ///   The weight, above 0 and at most 1, of the newest batch in the average of second moments that a gauge is found from; null: the
    ///   batch's share of the data.
    /// </summary>
    public double? GaugeWeight
    {
        get;
        init => field = value is { } weight
            ? Require.Between(0, weight, Math.BitIncrement(1.0), "the weight of a batch in the gauge") : null;
    }

    /// <summary>The gauge that the run has.</summary>
    public GaugeKind UsedGauge => Gauge ?? Method.Gauges[0];

    /// <summary>What becomes of the learning rate in the run.</summary>
    public ScheduleKind UsedSchedule => Schedule ?? Method.PreferredSchedule(BatchSize is not null);

    /// <summary>Samples of a step; null: all.</summary>
    public int? BatchSize { get; init => field = value is { } size ? Require.AtLeast(1, size, "the batch size") : null; }

    /// <summary>How Σ is held.</summary>
    public MomentKind Moment { get; init => field = Require.Existing(value, "the moment"); } = MomentKind.Auto;

    /// <summary>Determines initial weights, batches and draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Standard deviation of the initial weights; the paper's 1e-4.</summary>
    public double InitialDeviation { get; init => field = Require.Positive(value, "the initial standard deviation"); } = 1e-4;

    /// <summary>Ends the run at the first evaluation whose d_align is below this; null: all epochs are done.</summary>
    public double? StopBelowAlignment
    {
        get;
        init => field = value is { } limit ? Require.Positive(limit, "the alignment to stop at") : null;
    }

    /// <summary>
    ///   Ends the run at the first evaluation that proves every decoder column to be within this angle, in radians, of its eigenvector, and
    ///   at which every unit gives back as much as the method leaves; null or 0: all epochs are done.
    /// </summary>
    /// <remarks>
    ///   By residual and gap (Davis and Kahan), not by the eigenvectors: ‖Σw − θw‖, θ = wᵀΣw, over the distance of θ to the other
    ///   eigenvalues. It depends on the weights alone, so that an interruption changes nothing.
    /// </remarks>
    public double? Tolerance
    {
        get;
        init => field = value is { } angle ? Require.FromTo(0, angle, Math.PI / 2, "the tolerance") : null;
    }

    /// <summary>Epochs from one evaluation of the metrics to the next.</summary>
    public int EvaluateEvery { get; init => field = Require.AtLeast(1, value, "the evaluation interval"); } = 10;

    /// <summary>Epochs after which the weights are handed out.</summary>
    public IReadOnlySet<int> Snapshots { get; init; } = new HashSet<int>();

    /// <summary>Epochs from one checkpoint to the next, and there is one at the end; null: none but on interruption.</summary>
    public int? CheckpointEvery { get; init => field = value is { } every ? Require.AtLeast(1, every, "the checkpoint interval") : null; }

    /// <summary>α where none is asked for: the method's default, less in small batches where the method says so.</summary>
    internal double DefaultLearningRate(Spectrum spectrum, long sampleCount) =>
        Method.DefaultLearningRate(spectrum, LatentDimension, Optimizer)
        * (BatchSize < sampleCount ? Method.BatchRateFactor(spectrum, BatchSize.Value) : 1);

    /// <summary>Checks what no single option can tell: that they fit each other. A trainer does so too.</summary>
    /// <exception cref="ArgumentException">A hyperparameter of the method does not fit k, or a snapshot lies outside the run.</exception>
    public void RequireConsistent()
    {
        ArgumentNullException.ThrowIfNull(Method);
        ArgumentNullException.ThrowIfNull(Optimizer);
        Method.RequireFits(LatentDimension);
        if (!Method.Gauges.Contains(UsedGauge))
            throw new ArgumentException($"{Method.Name} cannot be trained in the gauge {NameOf(UsedGauge)}; use "
                + string.Join(" or ", Method.Gauges.Select(NameOf)));
        foreach (var epoch in Snapshots)
            if (epoch < 0 || epoch > Epochs)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"there is no epoch {epoch} to keep the weights of; the run has epochs 0 to {Epochs}"));
    }

    private static string NameOf(GaugeKind gauge) => gauge.ToString().ToLowerInvariant();
}
