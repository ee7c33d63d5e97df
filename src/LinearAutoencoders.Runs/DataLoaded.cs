namespace LinearAutoencoders.Runs;

/// <summary>Reported when a data set has been read and decomposed.</summary>
/// <param name="Source">As the options name it.</param>
/// <param name="Samples">Its rows.</param>
/// <param name="Dimension">Its columns.</param>
/// <param name="ReadSeconds">What reading took.</param>
/// <param name="ComponentsSeconds">What finding its principal components took.</param>
/// <param name="Notes">What was assumed while it was read.</param>
internal sealed record DataLoaded(
    string Source, long Samples, int Dimension, double ReadSeconds, double ComponentsSeconds, IReadOnlyList<string> Notes);
