using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows of a source with their numbers in it.</summary>
/// <param name="Rows">r × m, valid until the next are asked for.</param>
/// <param name="Numbers">r numbers from 0, rising.</param>
internal readonly record struct VectorBatch(Matrix<double> Rows, ReadOnlyMemory<long> Numbers);

/// <summary>A pass over vectors, in batches that a search pays for.</summary>
internal static class VectorBatches
{
    /// <summary>Longer vectors have no inner products in single precision.</summary>
    private const double LongestVector = 1e18;

    /// <summary>64 MB of values, of very long vectors.</summary>
    private const long MostCells = 1 << 23;

    /// <summary>All rows but some.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="leftOut">The numbers of those that are not wanted.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="BadDataException">A value is not finite, or a vector is too long.</exception>
    public static IEnumerable<VectorBatch> Of(
        ISampleSource source, IReadOnlySet<long> leftOut, WorkerTeam team, CancellationToken cancellationToken)
    {
        var most = (int)Math.Clamp(MostCells / source.Dimension, 1, VectorBlock.MostRows);
        var (rows, numbers, filled, number) = (new Matrix<double>(most, source.Dimension), new long[most], 0, 0L);
        foreach (var block in SourceBlocks.Of(source, team, cancellationToken))
        {
            for (var i = 0; i < block.Rows; i++, number++)
            {
                if (leftOut.Contains(number)) continue;
                block.Row(i).CopyTo(rows.Row(filled));
                numbers[filled++] = number;
                if (filled < most) continue;
                yield return Checked(source.Name, rows, numbers);
                filled = 0;
            }
        }
        if (filled > 0) yield return Checked(source.Name, rows.RowRange(0, filled), numbers.AsMemory(0, filled));
    }

    private static VectorBatch Checked(string name, Matrix<double> rows, ReadOnlyMemory<long> numbers)
    {
        for (var i = 0; i < rows.Rows; i++)
            if (!(Vectors.SquaredNorm<double>(rows.Row(i)) <= LongestVector * LongestVector))
                throw new BadDataException(Invariant(
                    $"{name}, row {numbers.Span[i] + 1}: a value is missing, not finite or too large; correct the vector or leave it out"));
        return new(rows, numbers);
    }
}
