namespace LinearAutoencoders.Moments;

/// <summary>A source whose samples do not all count the same.</summary>
public interface IWeightedSource : ISampleSource
{
    /// <summary>How much each sample counts: n numbers from 0, not all of them 0; w counts like w equal samples.</summary>
    ReadOnlyMemory<double> Weights { get; }
}
