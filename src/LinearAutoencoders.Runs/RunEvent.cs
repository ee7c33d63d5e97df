using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>What kind of thing happened to a run.</summary>
internal enum RunEventKind { Started, EpochDone, Evaluated, Ended }

/// <summary>What happened to a run, reported from the run's thread. A value, because one comes after each epoch.</summary>
internal readonly record struct RunEvent
{
    public required RunEventKind Kind { get; init; }

    /// <summary>Epochs done; for a start, those that were done before it. Not set for an end.</summary>
    public int Epoch { get; init; }

    /// <summary>Only for an evaluation.</summary>
    public MetricsRow Metrics { get; init; }

    /// <summary>Only for an end.</summary>
    public RunStatus Status { get; init; }

    public static RunEvent Started(int fromEpoch) => new() { Kind = RunEventKind.Started, Epoch = fromEpoch };

    public static RunEvent EpochDone(int epoch) => new() { Kind = RunEventKind.EpochDone, Epoch = epoch };

    public static RunEvent Evaluated(MetricsRow metrics) =>
        new() { Kind = RunEventKind.Evaluated, Epoch = metrics.Epoch, Metrics = metrics };

    public static RunEvent Ended(RunStatus status) => new() { Kind = RunEventKind.Ended, Status = status };
}
