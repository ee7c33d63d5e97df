namespace LinearAutoencoders.Training;

/// <summary>All that a run needs to go on to the same bits as if it had not been interrupted.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Seconds">Time they took.</param>
/// <param name="Weights">Every parameter, in the coordinates the run trains in (<see cref="Trainer{T}.Moment"/>).</param>
/// <param name="OptimizerSteps">Steps the optimizer has taken.</param>
/// <param name="OptimizerArrays">What the optimizer remembers, in its own order.</param>
/// <param name="BatchRandom">State of the generator that shuffles batches.</param>
/// <param name="DrawRandom">State of the generator that draws nested dropout's prefixes.</param>
public sealed record TrainingState<T>(
    int Epoch, double Seconds, T[] Weights, long OptimizerSteps, IReadOnlyList<T[]> OptimizerArrays,
    IReadOnlyList<ulong> BatchRandom, IReadOnlyList<ulong> DrawRandom);
