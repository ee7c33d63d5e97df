using System.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>Receives what a run produces while it runs, on the run's thread; files and consoles are its business.</summary>
public interface ITrainingObserver<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>An epoch is done; called after every one, so it must be quick.</summary>
    void OnEpoch(int epoch) { }

    /// <summary>Metrics were evaluated.</summary>
    void OnMetrics(MetricsRow row) { }

    /// <summary>Whether weights are wanted where metrics are evaluated next; asked each time, so it must be quick.</summary>
    bool WantsWeights => false;

    /// <summary>Weights, in data space, at an evaluation at which they were wanted.</summary>
    void OnWeights(int epoch, Weights<T> weights) { }

    /// <summary>Weights, in data space, after an epoch that snapshots were asked for.</summary>
    void OnSnapshot(int epoch, Weights<T> weights) { }

    /// <summary>The state to go on from; called at checkpoints and on cancellation.</summary>
    void OnCheckpoint(TrainingState state) { }
}
