namespace LinearAutoencoders.Moments;

/// <summary>The samples of one step: all of them, or a list of row numbers.</summary>
public readonly struct Batch
{
    private readonly ReadOnlyMemory<int> rows;
    private readonly bool isList;

    /// <summary>The samples with these row numbers, in this order.</summary>
    public Batch(ReadOnlyMemory<int> rows)
    {
        this.rows = rows;
        isList = true;
    }

    /// <summary>All samples, in their order.</summary>
    public static Batch All => default;

    /// <summary>Whether this is all samples in their order.</summary>
    public bool IsAll => !isList;

    /// <summary>Number of samples, out of <paramref name="sampleCount"/> there are.</summary>
    public int Count(int sampleCount) => isList ? rows.Length : sampleCount;

    /// <summary>Row number of the <paramref name="i"/>-th sample of the batch.</summary>
    public int this[int i] => isList ? rows.Span[i] : i;
}
