using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>The rows of a source, and somebody is told how many were read.</summary>
internal sealed class WatchedSource(ISampleSource source, IProgress<FitProgress> progress) : ISampleSource
{
    private int passes;

    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var (pass, rows) = (Interlocked.Increment(ref passes), 0L);
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            yield return block;
            rows += block.Rows;
            progress.Report(new(pass, rows, Count));
        }
    }
}
