using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>How far a pass over the data is.</summary>
/// <param name="Pass">Which pass, from 1 on; how many there will be depends on what is asked for.</param>
/// <param name="Rows">Rows read in it.</param>
/// <param name="Count">Of so many; null where only reading tells.</param>
public readonly record struct ReadingProgress(int Pass, long Rows, long? Count);

/// <summary>A source that tells how far each pass is.</summary>
internal class WatchedSource : ISampleSource
{
    private readonly ISampleSource source;
    private readonly IProgress<ReadingProgress> progress;
    private int passes;

    private WatchedSource(ISampleSource source, IProgress<ReadingProgress> progress) =>
        (this.source, this.progress) = (source, progress);

    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    public double RelativeRounding => source.RelativeRounding;

    /// <summary>The source, and sparse where it is.</summary>
    public static ISampleSource Of(ISampleSource source, IProgress<ReadingProgress> progress) =>
        source is LostRows ? source
        : source is ISparseSampleSource sparse ? new Sparse(sparse, progress) : new WatchedSource(source, progress);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Watch(source.ReadBlocks(team, cancellationToken), block => block.Rows);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        Watch(source.ReadBlocks(rows, team, cancellationToken), block => block.Rows, rows);

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Watch(source.ReadSingleBlocks(team, cancellationToken), block => block.Rows);

    /// <summary>Of a share what is told is of all: others go through theirs at the same time.</summary>
    private IEnumerable<TBlock> Watch<TBlock>(IEnumerable<TBlock> blocks, Func<TBlock, int> rowsOf, RowRange? share = null)
    {
        var (pass, rows) = (Interlocked.Increment(ref passes), 0L);
        // A share may have no rows, and it is a pass nevertheless.
        if (share is not null) progress.Report(new ReadingProgress(pass, 0, Count));
        foreach (var block in blocks)
        {
            yield return block;
            rows += rowsOf(block);
            var all = share is { } own && Count is { } count ? (long)((double)rows / own.Count * count) : rows;
            progress.Report(new ReadingProgress(pass, all, Count));
        }
    }

    private sealed class Sparse(ISparseSampleSource sparse, IProgress<ReadingProgress> watcher)
        : WatchedSource(sparse, watcher), ISparseSampleSource
    {
        double[]? ISparseSampleSource.Offset => sparse.Offset;

        public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
            Watch(sparse.ReadSparseBlocks(team, cancellationToken), block => block.Rows);

        public IEnumerable<SparseBlock> ReadSparseBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
            Watch(sparse.ReadSparseBlocks(rows, team, cancellationToken), block => block.Rows, rows);
    }
}
