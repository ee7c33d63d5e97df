using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Training;

/// <summary>Trains a linear autoencoder: epochs, batches, metrics, snapshots, checkpoints, cancellation, divergence.</summary>
/// <remarks>The same options and data give the same bits, whatever the number of threads and however often it is interrupted.</remarks>
public sealed class Trainer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// A loss above this multiple of the data's trace (or of the first loss) has diverged, even while it is still a number.
    /// </summary>
    private const double LossBound = 100;

    /// <summary>Weights too, above this multiple of the data's deviation (or of their own largest at the start).</summary>
    private const double WeightBound = 1e6;

    private readonly TrainingOptions options;
    private readonly WorkerTeam team;
    private readonly RandomSource batchRandom;
    private readonly BatchSchedule batches;
    private readonly Coordinates<T> coordinates;
    private readonly Evaluation<T> evaluation;
    private readonly IUpdate<T> update;
    private readonly Weights<T> weights;
    private readonly IReadOnlyList<StateArray> state;
    private readonly bool hasLoss;
    private readonly double lossBound;
    private readonly double batchBound;
    private readonly T weightBound;
    private readonly Stopwatch clock = new();
    private IBatchMoment<T>? batchMoment;
    private Batch batch = Batch.All;
    private readonly IRanks? ranks;
    private readonly Func<Weights<T>, IReadOnlyList<LearnedComponent>> components;
    private readonly double growth;
    private readonly IReadOnlyList<double> gains;
    private readonly Weights<T> earlier;
    private readonly long[] earlierEpoch = [-1];
    private double secondsBefore;
    private bool hasStarted;

    /// <summary>Prepares a run.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to train; an update without a type of its own is a <see cref="CustomMethod{TElement}"/>.</param>
    /// <param name="team">Threads to use where they pay; none: the caller's alone.</param>
    /// <param name="initialWeights">Weights to start from, in data space, copied; none: drawn from the seed.</param>
    /// <exception cref="ArgumentException">
    ///   k is above m, the initial weights have another shape, the moment is not exact here, or options contradict each other.
    /// </exception>
    public Trainer(TrainingData<T> data, TrainingOptions options, WorkerTeam? team = null, Weights<T>? initialWeights = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireConsistent();
        options = options with { Method = options.Method.ForSpectrum(data.Spectrum, options.LatentDimension) };
        this.options = options;
        this.team = team ?? WorkerTeam.Alone;
        var k = options.LatentDimension;
        Moment = MomentChoice.Resolve(options, data.Count, data.Dimension);
        ranks = data.RanksOf(Moment);
        LearningRate = options.LearningRate ?? options.DefaultLearningRate(data.Spectrum, data.Count);
        // From here on in the units that the run counts in.
        var unit = options.Method.InUnitsOf(data.Unit) is null ? 1 : data.Unit;
        if (unit != 1) data = data.InUnits;
        var method = options.Method.InUnitsOf(unit) ?? options.Method;
        var rate = options.Method.IsScaleFree(options.Optimizer) ? LearningRate : LearningRate * unit * unit;
        batchRandom = new RandomSource(options.Seed, RandomStreams.Batches);
        batches = new BatchSchedule(data.Count, options.BatchSize, batchRandom);

        initialWeights ??= InitialWeights.Draw<T>(options, data.Dimension);
        RequireShape(initialWeights, method.Extras(k).Sum(extra => extra.Count), data.Dimension);
        var basis = Moment == MomentKind.Spectral ? data.BasisFor(initialWeights) : null;
        coordinates = new Coordinates<T>(basis, this.team);
        weights = coordinates.Enter(initialWeights);
        method.Prepare(weights);

        var gaugeEvery = options.GaugeEvery ?? (k >= 200 ? 5 : 1);
        update = method.CreateUpdate(new UpdateContext<T>(() => MomentOfBatch(data, basis), () => data.Samples, options.Seed)
        {
            Weights = weights.Clone(),
            Optimizer = options.Optimizer,
            LearningRate = rate,
            Spectrum = data.Spectrum,
            SampleCount = data.Count,
            StepsPerEpoch = batches.Count,
            Epochs = options.Epochs,
            Team = this.team,
            Schedule = options.UsedSchedule,
            Gauge = options.UsedGauge,
            GaugeEvery = gaugeEvery,
            GaugeWeight = options.GaugeWeight ?? Math.Min(1, (double)Math.Max(1, gaugeEvery) / batches.Count),
        });
        earlier = weights.Clone();
        state = StateOf(update);

        var objective = method.CreateObjective<double>(k);
        hasLoss = objective is not null;
        var meter = coordinates.MeterOf(data, k);
        var evaluated = MomentChoice.ForEvaluation(Moment, data.Count, data.Dimension);
        evaluation = new Evaluation<T>(
            method, options.UsedGauge, objective, data.EvaluatedMoment(evaluated, basis), meter, data.Spectrum, unit);
        gains = method.ExpectedGains(data.Spectrum, k);
        growth = method.TakesOptimizer && options.Optimizer is Nesterov nesterov
            ? 4 * LearningRate * batches.Count / (1 - nesterov.Momentum) : 0;
        components = at => evaluation.Components(at, gains, this.team);
        // From the loss at the start also for a resumed run: an interruption must not move the bound.
        var start = evaluation.Evaluate(0, weights, 0, this.team);
        lossBound = LossBound * Math.Max(data.Trace * unit * unit, Math.Abs(hasLoss ? start.Loss : start.ReconstructionLoss));
        // One sample may be all that the data's variance comes from, and its batch then has so many times the loss.
        batchBound = lossBound / (unit * unit) * Math.Max(1, (double)data.Count / (options.BatchSize ?? data.Count));
        var size = Math.Max(Math.Max(1, Math.Sqrt(data.Trace)), double.CreateTruncating(Largest(weights)));
        weightBound = T.CreateSaturating(WeightBound * size);
    }

    /// <summary>How Σ is held; with <see cref="MomentKind.Spectral"/> the run's own coordinates are the eigenbasis of Σ.</summary>
    public MomentKind Moment { get; }

    /// <summary>α: the one asked for, or the default.</summary>
    public double LearningRate { get; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Resumes from a saved state instead of starting anew.</summary>
    /// <exception cref="ArgumentException">The state is of a run of another shape or with another optimizer.</exception>
    public void Restore(TrainingState saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var byName = saved.Arrays.ToDictionary(array => array.Name);
        if (state.FirstOrDefault(array => !byName.ContainsKey(array.Name)) is { } missing)
            throw new ArgumentException($"the saved state has no {missing.Name}, which this run needs");
        if (saved.Arrays.FirstOrDefault(array => state.All(own => own.Name != array.Name)) is { } unknown)
            throw new ArgumentException($"the saved state has {unknown.Name}, which this run does not know");
        foreach (var array in state) array.CopyFrom(byName[array.Name]);
        Epoch = saved.Epoch;
        secondsBefore = saved.Seconds;
        clock.Reset();
        hasStarted = true;
    }

    /// <summary>
    ///   Trains until the epochs are done, the alignment or tolerance asked for is reached, the loss diverges, or the caller cancels.
    /// </summary>
    /// <param name="observer">Receives metrics, snapshots and checkpoints; null: they are discarded.</param>
    /// <param name="cancellationToken">Ends the run after the epoch that is under way.</param>
    public TrainingResult<T> Run(ITrainingObserver<T>? observer = null, CancellationToken cancellationToken = default)
    {
        clock.Start();
        var row = evaluation.Evaluate(Epoch, weights, Seconds, team);
        // A resumed run has handed out its start before.
        if (!hasStarted)
        {
            observer?.OnMetrics(row);
            HandOutSnapshot(observer);
            hasStarted = true;
        }
        // Only where an uninterrupted run looks, too.
        var reason = !IsEvaluated(Epoch) ? StopReason.Completed
            : !IsWithinBounds(row) ? StopReason.Diverged
            : Ended(row);
        while (reason == StopReason.Completed && Epoch < options.Epochs)
        {
            if (IsCancelled(cancellationToken))
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
                if (observer is { WantsWeights: true }) observer.OnWeights(Epoch, coordinates.Leave(weights));
                if (!IsWithinBounds(row)) reason = StopReason.Diverged;
                else if (isNew && reason == StopReason.Completed) reason = Ended(row);
            }
            if (isNew) observer?.OnEpoch(Epoch);
            if (isNew && Epoch == PaceStart) RememberForPace();
            if (reason == StopReason.Diverged) break;
            HandOutSnapshot(observer);
            if (Epoch % options.CheckpointEvery == 0) observer?.OnCheckpoint(SaveState());
        }
        var isSaved = options.CheckpointEvery is not { } every || (Epoch > 0 && Epoch % every == 0);
        if (reason is StopReason.Completed or StopReason.Aligned or StopReason.Converged && !isSaved) observer?.OnCheckpoint(SaveState());
        clock.Stop();
        return new TrainingResult<T>(reason, Epoch, Readable(), row, Report());
    }

    /// <summary>The epoch from which the pace of the components is measured.</summary>
    private int PaceStart => options.Epochs - Math.Max(1, options.Epochs / 10);

    private LearningReport Report() => LearningReport.Of(
        options.Method.Finds, components(weights), earlierEpoch[0] < 0 ? null : components(earlier),
        earlierEpoch[0] < 0 ? 0 : Epoch - (int)earlierEpoch[0], Epoch, growth);

    /// <summary>Part of the state: a run that was interrupted reports the same pace.</summary>
    private void RememberForPace()
    {
        weights.Values.CopyTo(earlier.Values);
        earlierEpoch[0] = Epoch;
    }

    /// <summary>The steps of one epoch.</summary>
    /// <returns>False when a batch's loss was out of bounds; then <see cref="Epoch"/> is the epoch that made it so.</returns>
    internal bool RunEpoch()
    {
        batches.BeginEpoch();
        for (var step = 0; step < batches.Count; step++)
        {
            batch = batches[step];
            batchMoment?.Select(batch);
            var loss = update.Step(batch, weights, batchBound);
            if (loss is { } known && !(double.IsFinite(known) && Math.Abs(known) <= batchBound))
            {
                // The first batch's loss is that of the weights which the epoch before left behind.
                if (step > 0) Epoch++;
                return false;
            }
            if (loss is null && !(Largest(weights) <= weightBound))
            {
                Epoch++;
                return false;
            }
        }
        Epoch++;
        return true;
    }

    /// <summary>Ranks that take steps together end after the same one.</summary>
    private bool IsCancelled(CancellationToken cancellationToken)
    {
        var isAsked = cancellationToken.IsCancellationRequested;
        return ranks is null ? isAsked : ranks.Least(isAsked ? 0 : 1) == 0;
    }

    /// <summary>Σ as the update sees it, of the present batch. Made when first looked at: not every method looks.</summary>
    private ISecondMoment<T> MomentOfBatch(TrainingData<T> data, Eigenbasis? basis)
    {
        var moment = data.MomentOf(Moment, basis, options.BatchSize);
        batchMoment = moment as IBatchMoment<T>;
        batchMoment?.Select(batch);
        return moment;
    }

    private double Seconds => secondsBefore + clock.Elapsed.TotalSeconds;

    private bool IsWithinBounds(double loss) => double.IsFinite(loss) && Math.Abs(loss) <= lossBound;

    private bool IsWithinBounds(MetricsRow row) => IsWithinBounds(hasLoss ? row.Loss : row.ReconstructionLoss);

    // Of what is not a number, NaN: no comparison with it holds.
    private static T Largest(Weights<T> weights) => T.Abs(TensorPrimitives.MaxMagnitude<T>(weights.Values));

    /// <summary>Whether what was asked for is reached at an evaluation, and what.</summary>
    private StopReason Ended(MetricsRow row) =>
        row.AxisAlignment < options.StopBelowAlignment ? StopReason.Aligned
        : options.Tolerance > 0 && evaluation.AngleBound(weights, gains, team) <= options.Tolerance ? StopReason.Converged
        : StopReason.Completed;

    private bool IsEvaluated(int epoch) =>
        epoch % options.EvaluateEvery == 0 || epoch == options.Epochs || options.Snapshots.Contains(epoch);

    private void HandOutSnapshot(ITrainingObserver<T>? observer)
    {
        if (observer is not null && options.Snapshots.Contains(Epoch)) observer.OnSnapshot(Epoch, Readable());
    }

    /// <summary>The encoder and decoder that the weights stand for, in data space.</summary>
    private Weights<T> Readable() => coordinates.Leave(evaluation.ReadOut(weights, team));

    private TrainingState SaveState() => new(Epoch, Seconds, [.. state.Select(array => array.Clone())]);

    private StateArray[] StateOf(IUpdate<T> method)
    {
        StateArray[] arrays =
        [
            .. StateArray.Of("weights", weights), .. StateArray.Of("weights-earlier", earlier),
            StateArray.Of<long>("epoch-earlier", earlierEpoch),
            StateArray.Of("batches", batchRandom.Words), .. method.State,
        ];
        if (arrays.GroupBy(array => array.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"two arrays of the run's state are called {twice.Key}; {options.Method.Name} must name its own differently");
        return arrays;
    }

    private void RequireShape(Weights<T> initial, int extraCount, int dimension)
    {
        if (initial.LatentDimension != options.LatentDimension || initial.DataDimension != dimension)
            throw new ArgumentException(
                $"the initial encoder is {initial.LatentDimension} × {initial.DataDimension}, but k is {options.LatentDimension} and "
                + $"the data has {dimension} columns; use a {options.LatentDimension} × {dimension} encoder");
        if (initial.ExtraCount != extraCount)
            throw new ArgumentException($"{initial.ExtraCount} extra parameters; {options.Method.Name} has {extraCount}");
    }
}
