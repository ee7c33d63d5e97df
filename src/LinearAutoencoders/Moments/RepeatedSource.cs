using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>A source that a program's own sequence feeds: how many rows there are, the first whole pass tells.</summary>
internal abstract class RepeatedSource(int dimension, string name) : ISampleSource
{
    /// <summary>Rows of the first whole pass; −1 before it.</summary>
    private long count = -1;

    public int Dimension => dimension;

    public long? Count => count < 0 ? null : count;

    public string Name => name;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var block in Read(team, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows += block.Rows;
            yield return block;
        }
        Interlocked.CompareExchange(ref count, rows, -1);
    }

    protected abstract IEnumerable<Matrix<double>> Read(WorkerTeam team, CancellationToken cancellationToken);
}
