using System.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The axis alignment fell below the one asked for (<see cref="TrainingOptions.StopBelowAlignment"/>).</summary>
    Aligned,

    /// <summary>Each component is proved to be as near to its eigenvector as asked for.</summary>
    Converged,

    /// <summary>The loss became NaN or infinite, or grew past any bound.</summary>
    Diverged,

    /// <summary>The caller asked for it; the state was handed to the observer.</summary>
    Cancelled,
}

/// <summary>How a run ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Epoch">The last epoch done; of a diverged run, the first whose weights are useless.</param>
/// <param name="Weights">The weights at that epoch, in data space.</param>
/// <param name="LastMetrics">The last row of metrics.</param>
/// <param name="Learning">What has been learned, component by component.</param>
public sealed record TrainingResult<T>(
    StopReason Reason, int Epoch, Weights<T> Weights, MetricsRow LastMetrics, LearningReport Learning)
    where T : unmanaged, IFloatingPointIeee754<T>;
