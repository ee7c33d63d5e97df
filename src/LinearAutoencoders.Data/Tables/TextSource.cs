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
        Prefetched.Of(Read, cancellationToken);

    private IEnumerable<ReadOnlyMatrix<double>> Read(CancellationToken cancellationToken)
    {
        using var file = InputFile.Open(stored, cancellationToken);
        using var text = file.Do(open);
        var block = new Matrix<double>(BlockConversion.RowsOf(Dimension, rows), Dimension);
        while (file.Do(_ => Fill(text, block)) is var count and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return block.RowRange(0, count);
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
