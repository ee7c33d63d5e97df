using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>
///   The content of <c>run.json</c>, what it takes to run it again and how it ended; and of <c>timing.json</c>, which two runs of the same
///   bits need not have in common.
/// </summary>
internal sealed record RunRecord
{
    public required string Version { get; init; }

    public required RunOptions Options { get; init; }

    /// <summary>How Σ was held, once <c>auto</c> was resolved.</summary>
    public required MomentKind Moment { get; init; }

    public required DataRecord Data { get; init; }

    /// <summary>How often the run began again at a smaller learning rate; null when the rate is not a default.</summary>
    public int? Restarts { get; init; }

    /// <summary>Null while the run goes on, and when it was killed.</summary>
    public ResultRecord? Result { get; init; }

    /// <summary>Null when it was lost, and in runs of earlier versions.</summary>
    public TimingRecord? Timing { get; init; }

    /// <summary>Whether it was stopped before its end, with its state saved.</summary>
    public bool IsInterrupted => Result is { Reason: "cancelled" };

    /// <summary>How long the run took; NaN when that is not known.</summary>
    public double Seconds => Timing?.Seconds ?? Result?.Seconds ?? double.NaN;

    public static string CurrentVersion { get; } =
        typeof(RunRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

/// <summary>When, where and on what it ran.</summary>
/// <param name="Started">When the run was begun, not when it was last gone on with.</param>
/// <param name="Seconds">Training, so far.</param>
/// <param name="WorkingDirectory">Where relative names in the options start from.</param>
/// <param name="Machine">Of the last process that worked on it.</param>
internal sealed record TimingRecord(DateTimeOffset Started, double Seconds, string WorkingDirectory, MachineRecord Machine);

/// <summary>Which data: two runs with one fingerprint saw the same values.</summary>
internal sealed record DataRecord(string Source, long Samples, int Dimension, string Fingerprint)
{
    /// <summary>The names of the columns; null where the data has none.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}

/// <summary>What a run ran on.</summary>
internal sealed record MachineRecord(string System, string Architecture, string Runtime, int Cores, int Threads, int VectorBits)
{
    public static MachineRecord Current(int threads) => new(
        RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        RuntimeInformation.FrameworkDescription, Environment.ProcessorCount, threads,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);
}

/// <summary>How a run ended. Numbers that are not finite are null: JSON has no NaN.</summary>
internal sealed record ResultRecord
{
    public required string Reason { get; init; }

    /// <summary>Whether the run ended before its epochs did, having what it was trained for.</summary>
    public bool IsAtGoal => Reason is "converged" or "aligned";

    public required int Epoch { get; init; }

    public double? Loss { get; init; }

    public double? ReconstructionLoss { get; init; }

    public double? AxisAlignment { get; init; }

    public double? OrderedAlignment { get; init; }

    public double? SubspaceDistance { get; init; }

    public double? TransposeDistance { get; init; }

    /// <summary>Null also in records of versions that did not measure it.</summary>
    public double? Unbalance { get; init; }

    /// <summary>First evaluated epoch with d_align below a threshold; null when there was none.</summary>
    public required EpochsToAlignment EpochsToAlignment { get; init; }

    /// <summary>Of earlier versions, which kept the time here.</summary>
    public double? Seconds { get; init; }

    /// <summary>The checksums of what was found, as <c>sha256sum</c> writes them; null in records of earlier versions.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>How often it began again at a smaller rate, because the default one diverged; null when it did not.</summary>
    public int? Restarts { get; init; }

    /// <summary>What was learned; null in records of versions that did not say.</summary>
    public LearningRecord? Learning { get; init; }

    public static ResultRecord Of(
        StopReason reason, int epoch, MetricsRow last, IReadOnlyList<MetricsRow> rows, LearningRecord learning) => new()
        {
            Learning = learning,
            Reason = reason.ToString().ToLowerInvariant(),
            Epoch = epoch,
            Loss = FiniteOrNull(last.Loss),
            ReconstructionLoss = FiniteOrNull(last.ReconstructionLoss),
            AxisAlignment = FiniteOrNull(last.AxisAlignment),
            OrderedAlignment = FiniteOrNull(last.OrderedAlignment),
            SubspaceDistance = FiniteOrNull(last.SubspaceDistance),
            TransposeDistance = FiniteOrNull(last.TransposeDistance),
            Unbalance = FiniteOrNull(last.Unbalance),
            EpochsToAlignment = EpochsToAlignment.Of(rows),
        };

    private static double? FiniteOrNull(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>When d_align first fell below 0.3, 0.1 and 0.01.</summary>
internal sealed record EpochsToAlignment(int? Below03, int? Below01, int? Below001)
{
    public static EpochsToAlignment Of(IReadOnlyList<MetricsRow> rows) =>
        new(FirstBelow(rows, 0.3), FirstBelow(rows, 0.1), FirstBelow(rows, 0.01));

    private static int? FirstBelow(IReadOnlyList<MetricsRow> rows, double threshold)
    {
        foreach (var row in rows)
            if (row.AxisAlignment < threshold) return row.Epoch;
        return null;
    }
}
