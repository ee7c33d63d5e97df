using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The run that an update is made for.</summary>
public sealed class UpdateContext<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Lazy<ISecondMoment<T>> moment;
    private readonly Func<Matrix<T>> samples;
    private readonly ulong seed;

    internal UpdateContext(Func<ISecondMoment<T>> moment, Func<Matrix<T>> samples, ulong seed) =>
        (this.moment, this.samples, this.seed) = (new(moment), samples, seed);

    /// <summary>The same run with weights of another shape.</summary>
    [SetsRequiredMembers]
    internal UpdateContext(UpdateContext<T> run, Weights<T> weights)
    {
        (moment, samples, seed) = (run.moment, run.samples, run.seed);
        (Weights, Optimizer, LearningRate, Spectrum) = (weights, run.Optimizer, run.LearningRate, run.Spectrum);
        (SampleCount, StepsPerEpoch, Epochs, Team) = (run.SampleCount, run.StepsPerEpoch, run.Epochs, run.Team);
        (Gauge, GaugeEvery, GaugeWeight, Schedule) = (run.Gauge, run.GaugeEvery, run.GaugeWeight, run.Schedule);
    }

    /// <summary>Σ of the samples of the step that is being taken; of all samples in a full-batch run.</summary>
    public ISecondMoment<T> Moment => moment.Value;

    /// <summary>The run's weights before its first step, for their shape: k, m in the run's coordinates, extras.</summary>
    public required Weights<T> Weights { get; init; }

    /// <summary>What takes the steps, for methods that leave that to an optimizer.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>α.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Eigenvalues of Σ, as far as they are known.</summary>
    public required Spectrum Spectrum { get; init; }

    /// <summary>n.</summary>
    public required long SampleCount { get; init; }

    /// <summary>Steps of an epoch: 1 in a full-batch run.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Epochs of the whole run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Threads to use where they pay.</summary>
    public required WorkerTeam Team { get; init; }

    /// <summary>The gauge of the run.</summary>
    public GaugeKind Gauge { get; init; }

    /// <summary>Steps from one application of the gauge to the next; 0: weights are only read in it.</summary>
    public int GaugeEvery { get; init; } = 1;

    /// <summary>The weight of the newest second moment in the average that a gauge keeps over the steps.</summary>
    public double GaugeWeight { get; init; } = 1;

    /// <summary>What becomes of the learning rate.</summary>
    public ScheduleKind Schedule { get; init; }

    /// <summary>What the learning rate is multiplied with in a step.</summary>
    /// <param name="step">Counted from 0, over all epochs.</param>
    public double RateFactor(long step) => Schedule == ScheduleKind.Constant ? 1
        : 0.5 * (1 + Math.Cos(Math.PI * step / Math.Max(1, (double)Epochs * StepsPerEpoch)));

    internal GaugeSettings GaugeSettings => new(LatentDimension, Weights.DataDimension, GaugeEvery, GaugeWeight, Team);

    /// <summary>k.</summary>
    public int LatentDimension => Weights.LatentDimension;

    /// <summary>X, n × m in memory; only for methods that say that they need samples.</summary>
    public Matrix<T> Samples => samples();

    /// <summary>A generator for the method's own draws, determined by the run's seed; its words belong into the update's state.</summary>
    public RandomSource CreateRandom() => new(seed, RandomStreams.Draws);

    /// <summary>The optimizer's steps at this learning rate.</summary>
    public IOptimizer<T> CreateOptimizer() => Optimizer.Create(Weights, LearningRate);
}
