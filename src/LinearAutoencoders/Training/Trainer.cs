using System.Diagnostics;
using System.Numerics;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Training;

/// <summary>Trains a linear autoencoder: epochs, batches, metrics, snapshots, checkpoints, cancellation, divergence.</summary>
/// <remarks>The same options and data give the same bits, whatever the number of threads and however often it is interrupted.</remarks>
public sealed class Trainer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A loss above this multiple of the data's trace (or of the first loss) has diverged, even while it is still a number.</summary>
    private const double LossBound = 1e6;

    private readonly TrainingOptions options;
    private readonly WorkerTeam team;
    private readonly RandomSource batchRandom;
    private readonly RandomSource drawRandom;
    private readonly BatchSchedule batches;
    private readonly Coordinates<T> coordinates;
    private readonly IStepDirection<T> direction;
    private readonly Evaluation<T> evaluation;
    private readonly IOptimizer<T> optimizer;
    private readonly Weights<T> weights;
    private readonly Weights<T> gradient;
    private readonly double bound;
    private readonly Stopwatch clock = new();
    private double secondsBefore;
    private bool hasStarted;

    /// <summary>Prepares a run.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to train.</param>
    /// <param name="team">Threads to use where they pay; none: the caller's alone.</param>
    /// <param name="initialWeights">Weights to start from, in data space, copied; none: drawn from the seed.</param>
    /// <exception cref="ArgumentException">k is above m, the initial weights have another shape, the moment is not exact here, or options contradict each other.</exception>
    public Trainer(TrainingData<T> data, TrainingOptions options, WorkerTeam? team = null, Weights<T>? initialWeights = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireConsistent();
        this.options = options;
        this.team = team ?? WorkerTeam.Alone;
        Moment = MomentChoice.Resolve(options, data.Count, data.Dimension);
        LearningRate = options.LearningRate
            ?? DefaultLearningRate.For(options.Method, options.Optimizer, options.LatentDimension, data.Spectrum);
        batchRandom = new RandomSource(options.Seed, RandomStreams.Batches);
        drawRandom = new RandomSource(options.Seed, RandomStreams.Draws);
        batches = new BatchSchedule(data.Count, options.BatchSize, batchRandom);

        var objective = MethodFactory.Objective<T>(options);
        initialWeights ??= InitialWeights.Draw<T>(options, data.Dimension);
        RequireShape(initialWeights, objective.ExtraCount(options.LatentDimension), data.Dimension);
        var basis = Moment == MomentKind.Spectral ? data.BasisFor(initialWeights) : null;
        coordinates = new Coordinates<T>(basis, this.team);
        weights = coordinates.Enter(initialWeights);
        gradient = weights.CreateAlike();

        var products = new MomentProducts<T>(options.LatentDimension, weights.DataDimension);
        direction = MethodFactory.Direction(options, data, data.MomentOf(Moment, basis), products, drawRandom);
        optimizer = MethodFactory.Optimizer<T>(options, LearningRate, weights.Values.Length);
        var meter = new DistanceMeter(coordinates.Directions(data, options.LatentDimension));
        var evaluated = MomentChoice.ForEvaluation(Moment, data.Count, data.Dimension);
        evaluation = new Evaluation<T>(objective, data.MomentOf(evaluated, basis), meter, products);
        // From the start's loss also for a run that goes on from a saved state: an interruption must not move the bound.
        bound = LossBound * Math.Max(data.Trace, Math.Abs(evaluation.Evaluate(0, weights, 0, this.team).Loss));
    }

    /// <summary>How Σ is held; with <see cref="MomentKind.Spectral"/> the run's own coordinates are the eigenbasis of Σ.</summary>
    public MomentKind Moment { get; }

    /// <summary>α: the one asked for, or the default.</summary>
    public double LearningRate { get; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Goes on from a saved state instead of from the start.</summary>
    /// <exception cref="ArgumentException">The state is of a run of another shape or with another optimizer.</exception>
    public void Restore(TrainingState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Weights.Length != weights.Values.Length)
            throw new ArgumentException($"the saved state has {state.Weights.Length} parameters, the run {weights.Values.Length}");
        optimizer.Restore(state.OptimizerSteps, state.OptimizerArrays);  // first: it refuses the state of another optimizer
        state.Weights.CopyTo(weights.Values);
        batchRandom.State = state.BatchRandom;
        drawRandom.State = state.DrawRandom;
        Epoch = state.Epoch;
        secondsBefore = state.Seconds;
        clock.Reset();
        hasStarted = true;
    }

    /// <summary>Trains until the epochs are done, the axis alignment asked for is reached, the loss diverges, or the caller cancels.</summary>
    /// <param name="observer">Receives metrics, snapshots and checkpoints; null: nobody does.</param>
    /// <param name="cancellation">Ends the run after the epoch that is under way.</param>
    public TrainingResult<T> Run(ITrainingObserver<T>? observer = null, CancellationToken cancellation = default)
    {
        clock.Start();
        var row = evaluation.Evaluate(Epoch, weights, Seconds, team);
        // A run that goes on has handed out its start before.
        if (!hasStarted)
        {
            observer?.OnMetrics(row);
            HandOutSnapshot(observer);
            hasStarted = true;
        }
        var reason = !IsSane(row.Loss) ? StopReason.Diverged : IsEvaluated(Epoch) && IsAligned(row) ? StopReason.Aligned : StopReason.Completed;
        while (reason == StopReason.Completed && Epoch < options.Epochs)
        {
            if (cancellation.IsCancellationRequested)
            {
                reason = StopReason.Cancelled;
                observer?.OnCheckpoint(SaveState());
                break;
            }
            var before = Epoch;
            reason = RunEpoch() ? StopReason.Completed : StopReason.Diverged;
            // Weights can turn out useless in the first step of the next epoch: then their own epoch was handed out already.
            var isNew = Epoch > before;
            if (isNew ? reason == StopReason.Diverged || IsEvaluated(Epoch) : !IsEvaluated(Epoch))
            {
                row = evaluation.Evaluate(Epoch, weights, Seconds, team);
                observer?.OnMetrics(row);
                if (!IsSane(row.Loss)) reason = StopReason.Diverged;
                else if (isNew && reason == StopReason.Completed && IsAligned(row)) reason = StopReason.Aligned;
            }
            if (isNew) observer?.OnEpoch(Epoch);
            if (reason == StopReason.Diverged) break;
            HandOutSnapshot(observer);
            if (Epoch % options.CheckpointEvery == 0) observer?.OnCheckpoint(SaveState());
        }
        clock.Stop();
        return new TrainingResult<T>(reason, Epoch, coordinates.Leave(weights), row);
    }

    /// <summary>The steps of one epoch.</summary>
    /// <returns>False when a batch's loss was out of bounds; then <see cref="Epoch"/> is the epoch that made it so.</returns>
    internal bool RunEpoch()
    {
        batches.BeginEpoch();
        for (var step = 0; step < batches.Count; step++)
        {
            var loss = direction.Evaluate(batches[step], weights, gradient, team);
            if (!IsSane(loss))
            {
                // The first batch's loss is that of the weights which the epoch before left behind.
                if (step > 0) Epoch++;
                return false;
            }
            optimizer.Step(weights.Values, gradient.Values);
        }
        Epoch++;
        return true;
    }

    private double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    private bool IsSane(double loss) => double.IsFinite(loss) && Math.Abs(loss) <= bound;

    private bool IsAligned(MetricsRow row) => row.AxisAlignment < options.StopBelowAlignment;

    private bool IsEvaluated(int epoch) =>
        epoch % options.EvaluateEvery == 0 || epoch == options.Epochs || options.Snapshots.Contains(epoch);

    private void HandOutSnapshot(ITrainingObserver<T>? observer)
    {
        if (observer is not null && options.Snapshots.Contains(Epoch)) observer.OnSnapshot(Epoch, coordinates.Leave(weights));
    }

    private TrainingState<T> SaveState() => new(
        Epoch, Seconds, weights.Values.ToArray(), optimizer.Steps, [.. optimizer.State.Select(part => part.Values.ToArray())],
        batchRandom.State, drawRandom.State);

    private void RequireShape(Weights<T> initial, int extraCount, int dimension)
    {
        if (initial.LatentDimension != options.LatentDimension || initial.DataDimension != dimension)
            throw new ArgumentException(
                $"the initial encoder is {initial.LatentDimension} × {initial.DataDimension}, but k is {options.LatentDimension} and "
                + $"the data has {dimension} columns; use a {options.LatentDimension} × {dimension} encoder");
        if (initial.ExtraCount != extraCount)
            throw new ArgumentException($"{initial.ExtraCount} extra parameters; {options.Method.Name()} has {extraCount}");
    }
}
