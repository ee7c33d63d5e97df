using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Picks some rows out of batches that pass one after the other.</summary>
/// <param name="numbers">The rows' numbers, rising.</param>
internal sealed class RowPicker(long[] numbers)
{
    /// <summary>Rows so far.</summary>
    public int Passed { get; private set; }

    /// <summary>Copies those of a batch.</summary>
    /// <param name="batch">All rows from its first on.</param>
    /// <param name="to">Where to.</param>
    /// <param name="place">The place of the first of them there.</param>
    /// <param name="team">The threads to use.</param>
    /// <returns>How many they are.</returns>
    public int Pick(VectorBatch batch, VectorBatch to, int place, WorkerTeam team)
    {
        var (first, from) = (batch.Numbers.Span[0], Passed);
        var end = Array.BinarySearch(numbers, from, numbers.Length - from, first + batch.Rows.Rows);
        Passed = end < 0 ? ~end : end;
        RowStrips.Each(Passed - from, i => batch.CopyRow((int)(numbers[from + i] - first), to, place + i), team);
        return Passed - from;
    }
}
