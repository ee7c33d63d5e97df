namespace LinearAutoencoders;

/// <summary>Which stream of a seed serves what, so that one use does not shift another.</summary>
internal static class RandomStreams
{
    public const ulong Weights = 1, Batches = 2, Draws = 3, Lanczos = 4;

    public const ulong ParallelAnalysis = 10, HeldOutRows = 11;
}
