namespace LinearAutoencoders.Moments;

/// <summary>What large matrices leave behind when they are done with.</summary>
/// <remarks>
///   The collector lets it lie until about as much again was asked for: of a search that may use a gigabyte, the step behind it would take
///   a second one beside.
/// </remarks>
internal static class DeadMemory
{
    /// <summary>Less is not worth a collection.</summary>
    private const long LeastBytes = 16 << 20;

    /// <summary>Gives it back, if it is much.</summary>
    /// <param name="bytes">About how much there is.</param>
    public static void GiveBack(long bytes)
    {
        if (bytes >= LeastBytes) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
