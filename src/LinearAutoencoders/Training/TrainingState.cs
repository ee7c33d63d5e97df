
namespace LinearAutoencoders.Training;

/// <summary>All that a run needs to go on to the same bits as if it had not been interrupted.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Seconds">Time they took.</param>
/// <param name="Arrays">
///   Weights, in the coordinates the run trains in (<see cref="Trainer{T}.Moment"/>), the generator that shuffles batches, and what the
///   update remembers: each by its name.
/// </param>
public sealed record TrainingState(int Epoch, double Seconds, IReadOnlyList<StateArray> Arrays);
