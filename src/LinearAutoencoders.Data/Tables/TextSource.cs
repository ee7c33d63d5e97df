using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>The numbers of a text: read from the file in every pass, a block at a time.</summary>
internal sealed class TextSource(StoredFile stored, Func<InputFile, ITextRows> open, int columns, long rows) : IRawSource
{
    public string Name => stored.Name;

    public int Dimension => columns;

    public long? Count => rows;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        ReadBlocks(new RowRange(0, rows), team, cancellationToken);

    // Lines before are found, but not a number of them is read.
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
        Prefetched.Of(stop => Read(some, stop), cancellationToken);

    private IEnumerable<ReadOnlyMatrix<double>> Read(RowRange some, CancellationToken cancellationToken)
    {
        if (some.Count == 0) yield break;
        using var file = InputFile.Open(stored, cancellationToken);
        using var text = file.Do(open);
        file.Do(_ => text.Skip(some.First));
        // Where all are read, what follows the last would be read too, and is.
        var left = some.End == rows ? long.MaxValue : some.Count;
        var block = new Matrix<double>(BlockConversion.RowsOf(Dimension, some.Count), Dimension);
        while (left > 0 && file.Do(_ => Fill(text, block.RowRange(0, (int)Math.Min(left, block.Rows)))) is var count and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return block.RowRange(0, count);
            left -= count;
        }
    }

    /// <summary>Reads rows until a block is full or there are no more.</summary>
    /// <returns>How many.</returns>
    public static int Fill(ITextRows text, Matrix<double> block, Action? read = null)
    {
        var count = 0;
        for (; count < block.Rows && text.Read(block.Row(count)); count++) read?.Invoke();
        return count;
    }

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);
}
