namespace LinearAutoencoders.Moments;

/// <summary>What a matrix can hold.</summary>
internal static class LargestMatrix
{
    /// <summary>Cells of the largest one: an array's longest length, less a cache line.</summary>
    public static readonly long Cells = Array.MaxLength - 64;

    /// <summary>Rows of the largest square one.</summary>
    public static readonly int Side = (int)Math.Sqrt(Cells);
}
