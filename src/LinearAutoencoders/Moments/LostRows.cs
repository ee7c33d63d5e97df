using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Rows that were summed and are no more.</summary>
internal sealed class LostRows(int dimension, long count, string name) : ISampleSource
{
    public int Dimension => dimension;

    public long? Count => count;

    public string Name => name;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"the rows of {name} cannot be read: only their sum is left");
}
