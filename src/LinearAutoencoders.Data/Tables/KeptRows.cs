using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows in memory, in the blocks in which they were read.</summary>
internal sealed class KeptRows(string name, int columns, List<Matrix<double>> blocks) : IRawSource
{
    public string Name => name;

    public int Dimension => columns;

    public long? Count { get; } = blocks.Sum(block => (long)block.Rows);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);
}
