using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>A source most of whose values are zero, and which knows where the others are.</summary>
/// <remarks>
///   What reads it this way never makes room for the zeros: a data set of 50,000 × 200,000 with one cell in a hundred filled is read
///   in blocks of a few megabytes. Everything else reads it as any source, through ReadBlocks, which is here
///   made of the sparse blocks, a few rows at a time.
/// </remarks>
public interface ISparseSampleSource : ISampleSource
{
    /// <summary>One pass over all rows, in order, as they are: not centred.</summary>
    /// <param name="team">Threads to use where they pay; the caller's own alone will do.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <returns>
    ///   Blocks of any number of rows, all m columns wide, each valid until the next is asked for. Every pass gives the same rows.
    /// </returns>
    IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken);

    /// <summary>One pass over some of the rows.</summary>
    /// <inheritdoc cref="ISampleSource.ReadBlocks(RowRange, WorkerTeam, CancellationToken)"/>
    IEnumerable<SparseBlock> ReadSparseBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        rows.Of(ReadSparseBlocks(team, cancellationToken));

    /// <summary>What is still to be subtracted from each row of a sparse block, as it would fill it; null: nothing.</summary>
    internal double[]? Offset => null;

    /// <inheritdoc/>
    IEnumerable<ReadOnlyMatrix<double>> ISampleSource.ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Filled(ReadSparseBlocks(team, cancellationToken));

    /// <inheritdoc/>
    IEnumerable<ReadOnlyMatrix<double>> ISampleSource.ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        Filled(ReadSparseBlocks(rows, team, cancellationToken));

    private IEnumerable<ReadOnlyMatrix<double>> Filled(IEnumerable<SparseBlock> blocks)
    {
        var dense = new Matrix<double>(BlockConversion.RowsOf(Dimension, Count ?? long.MaxValue), Dimension);
        foreach (var block in blocks)
            for (var start = 0; start < block.Rows; start += dense.Rows)
            {
                var rows = dense.RowRange(0, Math.Min(dense.Rows, block.Rows - start));
                block.CopyTo(start, rows);
                yield return rows;
            }
    }
}
