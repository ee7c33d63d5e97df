using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The blocks of a source, held against what it says of itself: anybody may have written it.</summary>
internal static class SourceBlocks
{
    /// <summary>One pass.</summary>
    /// <exception cref="BadDataException">A block has another width, or there are more or fewer rows than promised.</exception>
    public static IEnumerable<Matrix<double>> Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (block.Columns != source.Dimension)
                throw new BadDataException($"{source.Name} has {source.Dimension} columns but gave a block of {block.Columns}; "
                    + "it must give the same columns in every block");
            rows += block.Rows;
            if (rows > source.Count) break;
            yield return block.Viewed;
        }
        if (source.Count is { } promised && promised != rows)
            throw new BadDataException(
                $"{source.Name} has {promised} samples but gave {(rows > promised ? "more" : $"{rows}")}; "
                + "it must give the same rows in every pass");
    }
}
