using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The blocks of a source, held against what it says of itself: anybody may have written it.</summary>
internal static class SourceBlocks
{
    /// <summary>One pass.</summary>
    /// <exception cref="BadDataException">A block has another width, or there are more or fewer rows than promised.</exception>
    public static IEnumerable<Matrix<double>> Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        Checked(source, source.ReadBlocks(team, cancellationToken), block => (block.Rows, block.Columns), cancellationToken)
            .Select(block => block.Viewed);

    /// <summary>One pass, without the zeros.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static IEnumerable<SparseBlock> OfSparse(
        ISparseSampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        Checked(source, source.ReadSparseBlocks(team, cancellationToken), block => (block.Rows, block.Columns), cancellationToken);

    private static IEnumerable<TBlock> Checked<TBlock>(
        ISampleSource source, IEnumerable<TBlock> blocks, Func<TBlock, (int Rows, int Columns)> sizeOf, CancellationToken cancellationToken)
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
            if (rows > source.Count) break;
            yield return block;
        }
        if (source.Count is { } promised && promised != rows)
            throw new BadDataException(
                $"{source.Name} has {promised} samples but gave {(rows > promised ? "more" : $"{rows}")}; "
                + "it must give the same rows in every pass");
    }
}
