using System.Numerics;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>One training run with its files.</summary>
/// <param name="data">What it trains on.</param>
/// <param name="options">What determines it, its learning rate resolved.</param>
/// <param name="folder">Where its files go.</param>
/// <param name="progress">Is told of its start, its epochs and its end.</param>
internal sealed class Run<T>(PreparedData<T> data, RunOptions options, RunDirectory folder, IProgress<RunEvent> progress)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostRestarts = 12;

    /// <summary>How often it began again; null when it may not.</summary>
    private int? restarts;

    public RunOptions Options => options;

    private RunDirectory Folder => folder;

    private IProgress<RunEvent> Progress => progress;

    private string Identity => RunIdentity.WithoutEpochs(options, data.Dataset.Fingerprint);

    /// <summary>Checkpoints that come sooner after one another than this are not written; interruption always writes one.</summary>
    public TimeSpan LeastBetweenCheckpoints { get; init; }

    /// <summary>Whether the state at the end stays, if checkpoints are written at all, so that the run can be given more epochs.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>Whether the run in the folder may have had other epochs.</summary>
    public bool ChangesEpochs { get; init; }

    /// <summary>What of a run is damaged is done again; otherwise it is an error.</summary>
    public bool RedoesWhatIsDamaged { get; init; }

    /// <summary>Whether another run in the folder is removed.</summary>
    public bool Replaces { get; init; }

    /// <summary>
    ///   Whether the learning rate is a default: a run that diverges at one is not to be blamed on its user, and begins again at a quarter.
    /// </summary>
    public bool MayRestart { get; init; }

    /// <summary>Whether it draws its curves; else who runs it may, when its results have been shown.</summary>
    public bool DrawsCurves { get; init; } = true;

    /// <summary>Is told, in sentences, of what a person should know.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>
    ///   Goes on with the run in the folder, from its newest state that is whole, or from its start; returns the record of one that has
    ///   ended. From whatever a killed process has left, the files are the same in the end.
    /// </summary>
    /// <exception cref="RequestException">The folder holds something else, or another run.</exception>
    /// <exception cref="BadDataException">What the folder holds is damaged.</exception>
    /// <exception cref="ArgumentException">The options do not fit the data or each other; nothing was written.</exception>
    /// <exception cref="IOException">A file could not be written, or another process has the folder.</exception>
    public RunRecord Execute(WorkerTeam team, CancellationToken cancellationToken)
    {
        try
        {
            restarts = MayRestart ? 0 : null;
            _ = Trainer(team);  // what does not fit the data must fail before anything is written
            folder.RequireNoInput(options);
            using var claim = folder.Claim();
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var request = new StopRequest(claim, stopping.Cancel);
            if (Replaces) folder.Clear();
            var (before, state) = LookWhatIsThere();
            if (before is not null && HasEnded(before)) return End(before);
            var (record, result) = Train(before?.Timing, state, team, stopping.Token);
            while (result is { Reason: StopReason.Diverged, Epoch: > 0 } && restarts < MostRestarts)
            {
                restarts++;
                options = AtRateOf(restarts.Value - 1, restarts.Value);
                folder.Clear();
                (record, result) = Train(record.Timing, null, team, stopping.Token);
            }
            var finished = Finish(record, result, team);
            progress.Report(RunEvent.Ended(StatusOf(result.Reason)));
            return finished;
        }
        catch (Exception failure) when (failure is not FolderInUseException)
        {
            progress.Report(RunEvent.Ended(RunStatus.Failed));
            throw;
        }
    }

    /// <summary>Refuses a folder that holds anything but this run, before anything is done.</summary>
    /// <inheritdoc cref="Execute"/>
    public void RequireOwnFolder()
    {
        folder.RequireOurs();
        folder.RequireNoInput(options);
        if (!Replaces && !RedoesWhatIsDamaged && folder.ReadRecord() is { } record) _ = RequireSame(record);
    }

    private Trainer<T> Trainer(WorkerTeam team) =>
        new(data.Training, options.Training, team, InitialWeightFiles.Load<T>(options, data.Training.Dimension));

    private RunOptions AtRateOf(int restartsNow, int restartsThen) => options.With(
        training => training with { LearningRate = training.LearningRate * Math.Pow(4, restartsNow - restartsThen) });

    /// <summary>The run in the folder and the state to go on from; nothing is left in the folder when there is none.</summary>
    private (RunRecord? Record, SavedState? State) LookWhatIsThere()
    {
        try
        {
            var record = folder.ReadRecord();
            if (record is not null) (options, restarts) = (RequireSame(record), record.Restarts);
            if (record is not null && HasEnded(record) && folder.HasItsFiles(record)) return (record, null);
            var state = record is null || HasEnded(record) ? null : LoadState(record);
            if (state is not null) RequireWhatLedTo(state.Record);
            else folder.Clear();
            if (state is not null || record is null) return (record, state);
            var reason = HasEnded(record) ? "files are missing or damaged; doing the run again"
                : "no state was saved; going on from the start";
            Say($"{folder.Path}: {reason}");
            return (record with { Result = null }, null);
        }
        catch (BadDataException damage) when (RedoesWhatIsDamaged)
        {
            Say($"{damage.Message}; the run is done again");
            folder.Clear();
            return (null, null);
        }
    }

    private void RequireWhatLedTo(CheckpointRecord state)
    {
        folder.Metrics.Continue(state.Rows, state.RowsChecksum);
        if (state.Files.Except(folder.SnapshotChecksums(options, state.Epoch)).FirstOrDefault() is { } damaged)
            throw new BadDataException(
                $"{Path.Combine(folder.Path, damaged.Split("  ")[1])} is damaged or missing; restore it, or start anew with --force");
    }

    private SavedState? LoadState(RunRecord record)
    {
        var done = Math.Max(folder.Checkpoint.NewestEpoch, record.Result?.Epoch ?? 0);
        if (done > options.Training.Epochs)
            throw new RequestException($"{folder.Path} has done {NumberText.Count(done)} epochs already; give a larger --epochs");
        var state = folder.Checkpoint.Load(Identity, Say);
        if (state is null && record.Result is { Reason: "completed" } && done < options.Training.Epochs)
            throw new RequestException($"{folder.Path} kept no state to go on from (--checkpoint-every N keeps one); "
                + "train anew with another --out, or replace it with --force");
        return state;
    }

    /// <returns>The options with the rate that the run in the folder has come to.</returns>
    private RunOptions RequireSame(RunRecord record)
    {
        var (was, fingerprint) = (record.Options, record.Data.Fingerprint);
        if (fingerprint != data.Dataset.Fingerprint)
            throw new BadDataException($"{data.Dataset.Name} is not the data that {folder.Path} was trained on "
                + "(their fingerprints differ); restore it, or choose another --out");
        var same = MayRestart && record.Restarts is { } done ? AtRateOf(0, done) : options;
        Func<RunOptions, string, string> identity = ChangesEpochs ? RunIdentity.WithoutEpochs : RunIdentity.Of;
        return identity(was, fingerprint) == identity(same, fingerprint) ? same
            : throw new RequestException($"{folder.Path} holds a run with other options; choose another --out, go on with it "
                + $"(lae train --resume {folder.Path}), or replace it with --force");
    }

    /// <summary>Whether it ended by itself, after as many epochs as are asked for.</summary>
    private bool HasEnded(RunRecord record) => !record.IsInterrupted && record.Result is { } result
        && (result.Reason != "completed" || result.Epoch == options.Training.Epochs);

    private RunRecord End(RunRecord record)
    {
        var result = record.Result!;
        Say($"{folder.Path} is finished: {result.Reason} after {NumberText.Count(result.Epoch)} epochs");
        Tidy(result.Epoch);
        if (DrawsCurves && !File.Exists(folder.CurvesPath)) folder.WriteCurves(record.Options);
        progress.Report(RunEvent.Ended(result.Reason == "diverged" ? RunStatus.Diverged : RunStatus.Completed));
        return record;
    }

    private (RunRecord Record, TrainingResult<T> Result) Train(
        TimingRecord? before, SavedState? state, WorkerTeam team, CancellationToken cancellationToken)
    {
        var trainer = Trainer(team);
        if (state is not null)
        {
            trainer.Restore(state.At(before?.Seconds ?? 0));
            if (state.Record.Version != RunRecord.CurrentVersion)
                Say($"the state was saved by version {state.Record.Version}, this is {RunRecord.CurrentVersion}: "
                    + "the bits may differ from those of a run by one of them");
            Say($"{folder.Path}: going on from epoch {NumberText.Count(state.Record.Epoch)}");
        }
        var record = Describe(trainer, before, team);
        using (AtomicFile.Together())
        {
            folder.WriteRecord(record);
            folder.WriteMean([.. data.Training.Mean]);
            folder.WriteDirections(data.Training.LeadingComponents(options.Training.LatentDimension).Vectors);
        }
        progress.Report(RunEvent.Started(trainer.Epoch));
        var recorder = new Recorder(this, record.Timing!, cancellationToken);
        return (record, trainer.Run(recorder, cancellationToken));
    }

    private RunRecord Describe(Trainer<T> trainer, TimingRecord? before, WorkerTeam team) => new()
    {
        Version = RunRecord.CurrentVersion,
        Options = options,
        Moment = trainer.Moment,
        Data = data.Record,
        Restarts = restarts,
        Timing = new TimingRecord(
            before?.Started ?? DateTimeOffset.Now, before?.Seconds ?? 0, Directory.GetCurrentDirectory(),
            MachineRecord.Current(team.Threads)),
    };

    private RunRecord Finish(RunRecord record, TrainingResult<T> result, WorkerTeam team)
    {
        using (AtomicFile.Together())
        {
            folder.Metrics.Flush();
            folder.WriteWeights(options.Training.Method, result.Weights);
            WriteModel(result, team);
            if (DrawsCurves) folder.WriteCurves(options);
        }
        var isEnd = result.Reason != StopReason.Cancelled;
        if (isEnd && KeepsStateOf(result.Reason) && !folder.Checkpoint.Has(result.Epoch))
            throw new IOException($"the last state of {folder.Path} could not be saved; the same command goes on from the one before");
        var learning = LearningRecord.Of(result.Learning, options, data.Training.Spectrum.WithVariance);
        var finished = record with
        {
            Result = ResultRecord.Of(result.Reason, result.Epoch, result.LastMetrics, folder.Metrics.Rows, learning) with
            {
                Restarts = restarts > 0 ? restarts : null,
                Files = folder.Checksums(options, result.Epoch),
            },
            Timing = record.Timing! with { Seconds = Math.Round(result.LastMetrics.Seconds, 3) },
        };
        // Only now that all else is on the disk: who reads that it has ended finds it whole.
        using (AtomicFile.Together()) folder.WriteRecord(finished);
        folder.RemoveLive();
        if (isEnd) Tidy(result.Epoch, result.Reason);
        return finished;
    }

    /// <summary>The components that the weights span, in order and of unit length, whatever the method's gauge.</summary>
    private void WriteModel(TrainingResult<T> result, WorkerTeam team)
    {
        // Weights that diverged, or that learned nothing, have none.
        if (result.Reason == StopReason.Diverged || !result.Weights.DecoderTransposed.AsSpan().ContainsAnyExcept(T.Zero))
        {
            folder.RemoveModel();
            return;
        }
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

    private bool KeepsStateOf(StopReason reason) =>
        KeepsState && options.Training.CheckpointEvery is not null
        && reason is StopReason.Completed or StopReason.Aligned or StopReason.Converged;

    /// <summary>What an ended run leaves does not depend on how often it was interrupted.</summary>
    private void Tidy(int epoch, StopReason reason = StopReason.Completed)
    {
        if (KeepsStateOf(reason) && folder.Checkpoint.Has(epoch)) folder.Checkpoint.DeleteAllBut(epoch);
        else folder.Checkpoint.Delete();
    }

    private static RunStatus StatusOf(StopReason reason) => reason switch
    {
        StopReason.Completed or StopReason.Aligned or StopReason.Converged => RunStatus.Completed,
        StopReason.Diverged => RunStatus.Diverged,
        _ => RunStatus.Cancelled,
    };

    private sealed class Recorder(Run<T> run, TimingRecord timing, CancellationToken cancellationToken) : ITrainingObserver<T>
    {
        private const int Attempts = 3;

        private readonly Pace live = new(TimeSpan.FromSeconds(1));

        private long lastCheckpoint = Environment.TickCount64;

        private RunDirectory Folder => run.Folder;

        public void OnEpoch(int epoch) => run.Progress.Report(RunEvent.EpochDone(epoch));

        public void OnMetrics(MetricsRow row)
        {
            Folder.Metrics.Append(row, run.Say);
            run.Progress.Report(RunEvent.Evaluated(row));
        }

        public bool WantsWeights => live.IsTime;

        /// <summary>For who watches: one that cannot be written is missed by nobody.</summary>
        public void OnWeights(int epoch, Weights<T> weights)
        {
            try
            {
                live.Do(() => Folder.WriteLive(weights));
            }
            catch (IOException)
            {
                // The next one will do.
            }
        }

        public void OnSnapshot(int epoch, Weights<T> weights) => Folder.WriteSnapshot(epoch, run.Options.Training.Method, weights);

        /// <summary>A state that cannot be saved does not end the run; the next one is. The last must be: it is tried again.</summary>
        public void OnCheckpoint(TrainingState state)
        {
            var isSoon = Environment.TickCount64 - lastCheckpoint < run.LeastBetweenCheckpoints.TotalMilliseconds;
            if (isSoon && !cancellationToken.IsCancellationRequested) return;
            var attempts = cancellationToken.IsCancellationRequested || state.Epoch == run.Options.Training.Epochs ? Attempts : 1;
            for (var attempt = 1; attempt <= attempts; attempt++)
            {
                if (TrySave(state, mustSucceed: cancellationToken.IsCancellationRequested && attempt == attempts)) return;
            }
        }

        private bool TrySave(TrainingState state, bool mustSucceed)
        {
            try
            {
                // First the rows, then the state: a state is never ahead of the metrics that lead up to it.
                Folder.Metrics.Flush();
                Folder.Checkpoint.Save(state, run.Identity, Folder.Metrics, Folder.SnapshotChecksums(run.Options, state.Epoch));
                Folder.WriteTiming(timing with { Seconds = Math.Round(state.Seconds, 3) });
                lastCheckpoint = Environment.TickCount64;
                return true;
            }
            catch (IOException failure) when (!mustSucceed)
            {
                run.Say($"{failure.Message}; the run goes on, and its state is saved at the next occasion");
                return false;
            }
        }
    }
}
