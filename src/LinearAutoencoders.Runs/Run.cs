using System.Numerics;
using LinearAutoencoders.Components;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>One training run with its files.</summary>
/// <param name="data">What it trains on.</param>
/// <param name="options">What determines it.</param>
/// <param name="folder">Where its files go.</param>
/// <param name="progress">Is told of its start, its epochs and its end.</param>
internal sealed class Run<T>(PreparedData<T> data, RunOptions options, RunDirectory folder, IProgress<RunEvent> progress)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostRestarts = 12;

    public RunDirectory Folder => folder;

    public RunOptions Options => options;

    /// <summary>
    ///   Whether the learning rate is a default: a run that diverges at one is not to be blamed on its user, and begins again at a quarter.
    /// </summary>
    public bool MayRestart { get; init; }

    /// <summary>Checkpoints that come sooner after one another than this are not written; interruption always writes one.</summary>
    public TimeSpan LeastBetweenCheckpoints { get; init; }

    /// <summary>
    ///   As <see cref="Execute"/>, from the state that an interrupted run of the same options left, if there is one that can be read.
    /// </summary>
    public RunRecord ResumeOrExecute(WorkerTeam team, CancellationToken cancellationToken)
    {
        TrainingState? state = null;
        try
        {
            state = folder.Checkpoint.IsThere ? folder.Checkpoint.Load().State : null;
        }
        catch (BadDataException)
        {
            folder.Checkpoint.Delete();
        }
        var record = Execute(team, state, cancellationToken);
        if (record.Result!.Reason != "cancelled") folder.Checkpoint.Delete();
        return record;
    }

    /// <summary>Trains, from a saved state if there is one, and writes the files of the run.</summary>
    /// <exception cref="ArgumentException">The options do not fit the data or each other; nothing was written.</exception>
    /// <exception cref="IOException">A file could not be written.</exception>
    public RunRecord Execute(WorkerTeam team, TrainingState? resumeFrom, CancellationToken cancellationToken)
    {
        try
        {
            var (record, result) = Train(team, resumeFrom, cancellationToken);
            var restarts = 0;
            while (result is { Reason: StopReason.Diverged, Epoch: > 0 } && MayRestart && resumeFrom is null
                && restarts < MostRestarts)
            {
                restarts++;
                options = options.With(training => training with { LearningRate = training.LearningRate / 4 });
                folder.Metrics.Clear();
                folder.Checkpoint.Delete();
                (record, result) = Train(team, resumeFrom, cancellationToken);
            }
            progress.Report(RunEvent.Ended(StatusOf(result.Reason)));
            WriteModel(result, team);
            return Finish(record, result, restarts);
        }
        catch
        {
            progress.Report(RunEvent.Ended(RunStatus.Failed));
            throw;
        }
    }

    private (RunRecord Record, TrainingResult<T> Result) Train(
        WorkerTeam team, TrainingState? resumeFrom, CancellationToken cancellationToken)
    {
        var trainer = new Trainer<T>(
            data.Training, options.Training, team, InitialWeightFiles.Load<T>(options, data.Training.Dimension));
        if (resumeFrom is not null) trainer.Restore(resumeFrom);
        var record = Describe(trainer, team);
        Begin(record, resumeFrom);
        progress.Report(RunEvent.Started(trainer.Epoch));
        return (record, trainer.Run(
            new Recorder(folder, options.Training.Method, progress, LeastBetweenCheckpoints, cancellationToken), cancellationToken));
    }

    private RunRecord Describe(Trainer<T> trainer, WorkerTeam team) => new()
    {
        Version = RunRecord.CurrentVersion,
        Options = options,
        Moment = trainer.Moment,
        Data = data.Record,
        Machine = MachineRecord.Current(team.Threads),
        Started = DateTimeOffset.Now,
    };

    private void Begin(RunRecord record, TrainingState? resumeFrom)
    {
        if (resumeFrom is not null) folder.Metrics.Continue(resumeFrom.Epoch);
        folder.WriteRecord(record);
        folder.WriteMean([.. data.Training.Mean]);
    }

    private RunRecord Finish(RunRecord record, TrainingResult<T> result, int restarts)
    {
        folder.Metrics.Flush();
        folder.WriteWeights(options.Training.Method, result.Weights);
        folder.WriteCurves(options);
        var learning = LearningRecord.Of(result.Learning, options, data.Training.Spectrum.WithVariance);
        var finished = record with
        {
            Result = ResultRecord.Of(result.Reason, result.Epoch, result.LastMetrics, folder.Metrics.Rows, learning) with
            {
                Restarts = restarts > 0 ? restarts : null,
            },
        };
        folder.WriteRecord(finished);
        return finished;
    }

    /// <summary>The components that the weights span, in order and of unit length, whatever the method's gauge.</summary>
    private void WriteModel(TrainingResult<T> result, WorkerTeam team)
    {
        // Weights that diverged, or that learned nothing, have none.
        if (result.Reason == StopReason.Diverged || !result.Weights.DecoderTransposed.AsSpan().ContainsAnyExcept(T.Zero)) return;
        var provenance = new Provenance
        {
            Data = data.Dataset.Name,
            Fingerprint = data.Dataset.Fingerprint,
            Solver = options.NameWith(" "),
            IsInterrupted = result.Reason == StopReason.Cancelled,
            Version = Provenance.LibraryVersion,
            Settings = new Dictionary<string, string> { ["epochs"] = NumberText.Count(result.Epoch) },
        };
        var moments = data.Training.Moments;
        // Of what training has computed anyhow: no further pass over the data.
        var certified = PrincipalComponents.Canonicalize(result.Weights, moments, team).Certify(moments, new() { Jackknife = false }, team);
        folder.WriteModel(certified.Describe(provenance, data.Dataset.ColumnNames, certified.Certificate));
    }

    private static RunStatus StatusOf(StopReason reason) => reason switch
    {
        StopReason.Completed or StopReason.Aligned => RunStatus.Completed,
        StopReason.Diverged => RunStatus.Diverged,
        _ => RunStatus.Cancelled,
    };

    private sealed class Recorder(
        RunDirectory folder, Method method, IProgress<RunEvent> progress, TimeSpan leastBetweenCheckpoints,
        CancellationToken cancellationToken)
        : ITrainingObserver<T>
    {
        private long lastCheckpoint = Environment.TickCount64;

        public void OnEpoch(int epoch) => progress.Report(RunEvent.EpochDone(epoch));

        public void OnMetrics(MetricsRow row)
        {
            folder.Metrics.Append(row);
            progress.Report(RunEvent.Evaluated(row));
        }

        public void OnSnapshot(int epoch, Weights<T> weights) => folder.WriteSnapshot(epoch, method, weights);

        public void OnCheckpoint(TrainingState state)
        {
            var isSoon = Environment.TickCount64 - lastCheckpoint < leastBetweenCheckpoints.TotalMilliseconds;
            if (isSoon && !cancellationToken.IsCancellationRequested) return;
            lastCheckpoint = Environment.TickCount64;
            // First the rows, then the state: a state is never ahead of the metrics that lead up to it.
            folder.Metrics.Flush();
            folder.Checkpoint.Save(state);
        }
    }
}
