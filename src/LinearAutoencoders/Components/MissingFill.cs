namespace LinearAutoencoders.Components;

/// <summary>What a model puts in place of a value that is missing.</summary>
public enum MissingFill
{
    /// <summary>The mean of its column over the data fitted to: as if nothing else were known of the sample.</summary>
    Mean,

    /// <summary>What is expected under probabilistic PCA, given the values of the sample that are there.</summary>
    Expected,
}
