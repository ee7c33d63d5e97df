using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Some of the rows of a source, one after the other.</summary>
/// <param name="First">How many rows are before them.</param>
/// <param name="Count">How many they are.</param>
public readonly record struct RowRange(long First, long Count)
{
    /// <summary>How many rows there are up to the last of them.</summary>
    internal long End => First + Count;

    /// <summary>Those of some blocks from the first row on, without what lies before and behind.</summary>
    internal IEnumerable<ReadOnlyMatrix<double>> Of(IEnumerable<ReadOnlyMatrix<double>> blocks) =>
        Cut(blocks, block => block.Rows, (block, start, count) => block.RowRange(start, count));

    /// <inheritdoc cref="Of(IEnumerable{ReadOnlyMatrix{double}})"/>
    internal IEnumerable<SparseBlock> Of(IEnumerable<SparseBlock> blocks) =>
        Cut(blocks, block => block.Rows, (block, start, count) => block.RowRange(start, count));

    /// <summary>Those of one block, whose first row is row 0.</summary>
    internal ReadOnlyMatrix<double> PartOf(ReadOnlyMatrix<double> block)
    {
        var start = Math.Max(First, 0);
        return block.RowRange((int)start, (int)(Math.Min(End, block.Rows) - start));
    }

    private IEnumerable<TBlock> Cut<TBlock>(
        IEnumerable<TBlock> blocks, Func<TBlock, int> rowsOf, Func<TBlock, int, int, TBlock> part)
    {
        if (Count == 0) yield break;
        var before = 0L;
        foreach (var block in blocks)
        {
            var rows = rowsOf(block);
            var (start, end) = (Math.Max(First - before, 0), Math.Min(End - before, rows));
            if (start < end) yield return start == 0 && end == rows ? block : part(block, (int)start, (int)(end - start));
            before += rows;
            if (before >= End) yield break;
        }
    }
}
