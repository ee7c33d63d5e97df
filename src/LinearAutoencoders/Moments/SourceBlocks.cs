using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The blocks of a source, held against what it says of itself: anybody may have written it.</summary>
internal static class SourceBlocks
{
    /// <summary>One pass.</summary>
    /// <exception cref="BadDataException">A block has another width, or there are more or fewer rows than promised.</exception>
    public static IEnumerable<Matrix<double>> Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        Dense(source, source.Count, source.ReadBlocks(team, cancellationToken), cancellationToken);

    /// <summary>One pass over some of the rows, all of which there must be; null: over all.</summary>
    /// <inheritdoc cref="Of(ISampleSource, WorkerTeam, CancellationToken)" path="/exception"/>
    public static IEnumerable<Matrix<double>> Of(
        ISampleSource source, RowRange? rows, WorkerTeam team, CancellationToken cancellationToken) =>
        rows is { } some && some.Count != source.Count
        ? Dense(source, some.Count, source.ReadBlocks(some, team, cancellationToken), cancellationToken)
        : Of(source, team, cancellationToken);

    /// <summary>One pass in single precision.</summary>
    /// <inheritdoc cref="Of(ISampleSource, WorkerTeam, CancellationToken)" path="/exception"/>
    public static IEnumerable<Matrix<float>> OfSingle(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        Checked(source, source.Count, source.ReadSingleBlocks(team, cancellationToken), block => (block.Rows, block.Columns),
            cancellationToken).Select(block => block.Viewed);

    /// <summary>One pass, without the zeros.</summary>
    /// <inheritdoc cref="Of(ISampleSource, WorkerTeam, CancellationToken)" path="/exception"/>
    public static IEnumerable<SparseBlock> OfSparse(
        ISparseSampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        Sparse(source, source.Count, source.ReadSparseBlocks(team, cancellationToken), cancellationToken);

    /// <summary>One pass over some of the rows, without the zeros; null: over all.</summary>
    /// <inheritdoc cref="Of(ISampleSource, WorkerTeam, CancellationToken)" path="/exception"/>
    public static IEnumerable<SparseBlock> OfSparse(
        ISparseSampleSource source, RowRange? rows, WorkerTeam team, CancellationToken cancellationToken) =>
        rows is { } some && some.Count != source.Count
        ? Sparse(source, some.Count, source.ReadSparseBlocks(some, team, cancellationToken), cancellationToken)
        : OfSparse(source, team, cancellationToken);

    private static IEnumerable<Matrix<double>> Dense(
        ISampleSource source, long? count, IEnumerable<ReadOnlyMatrix<double>> blocks, CancellationToken cancellationToken) =>
        Checked(source, count, blocks, block => (block.Rows, block.Columns), cancellationToken).Select(block => block.Viewed);

    private static IEnumerable<SparseBlock> Sparse(
        ISampleSource source, long? count, IEnumerable<SparseBlock> blocks, CancellationToken cancellationToken) =>
        Checked(source, count, blocks, block => (block.Rows, block.Columns), cancellationToken);

    private static IEnumerable<TBlock> Checked<TBlock>(
        ISampleSource source, long? count, IEnumerable<TBlock> blocks, Func<TBlock, (int Rows, int Columns)> sizeOf,
        CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var block in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = sizeOf(block);
            if (size.Columns != source.Dimension)
                throw new BadDataException($"{source.Name} has {source.Dimension} columns but gave a block of {size.Columns}; "
                    + "it must give the same columns in every block");
            rows += size.Rows;
            if (rows > count) break;
            yield return block;
        }
        if (count is { } promised && promised != rows)
            throw new BadDataException(
                $"{source.Name} has {promised} samples but gave {(rows > promised ? "more" : $"{rows}")}; "
                + "it must give the same rows in every pass");
    }
}
