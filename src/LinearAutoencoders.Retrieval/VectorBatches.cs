using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows of a source with their numbers in it.</summary>
/// <param name="Rows">r × m, valid until the next are asked for.</param>
/// <param name="Lengths">How long each is; empty where that is not known.</param>
/// <param name="Numbers">r numbers from 0, rising.</param>
internal readonly record struct VectorBatch(Matrix<float> Rows, Memory<double> Lengths, Memory<long> Numbers)
{
    /// <summary>Room for rows.</summary>
    public VectorBatch(int rows, int columns) : this(new(rows, columns), new double[rows], new long[rows]) { }

    /// <summary>Some of its rows.</summary>
    public VectorBatch Range(int start, int count) =>
        new(Rows.RowRange(start, count), Lengths.IsEmpty ? Lengths : Lengths.Slice(start, count), Numbers.Slice(start, count));

    /// <summary>Copies a row, and what belongs to it, to a place in another.</summary>
    public void CopyRow(int row, VectorBatch to, int place)
    {
        Rows.Row(row).CopyTo(to.Rows.Row(place));
        to.Lengths.Span[place] = Lengths.Span[row];
        to.Numbers.Span[place] = Numbers.Span[row];
    }
}

/// <summary>A pass over vectors, in batches that a search pays for.</summary>
internal static class VectorBatches
{
    /// <summary>Longer vectors have no inner products in single precision.</summary>
    private const double LongestVector = 1e18;

    /// <summary>32 MB of values, of very long vectors.</summary>
    private const long MostCells = 1 << 23;

    /// <summary>All rows but some.</summary>
    /// <remarks>Where a block of the source has as many rows as a batch, they are taken where they lie; others are put together.</remarks>
    /// <param name="source">The rows.</param>
    /// <param name="metric">By what they are near: for the cosine none has an unusual length any more.</param>
    /// <param name="leftOut">The numbers of those that are not wanted, rising.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="BadDataException">A value is not finite, or a vector is too long.</exception>
    public static IEnumerable<VectorBatch> Of(
        ISampleSource source, VectorMetric metric, IReadOnlyList<long> leftOut, WorkerTeam team, CancellationToken cancellationToken)
    {
        var most = (int)Math.Clamp(MostCells / source.Dimension, 1, VectorBlock.MostRows);
        var batch = new VectorBatch(most, source.Dimension);
        var (filled, number, passed) = (0, 0L, 0);
        foreach (var block in SourceBlocks.OfSingle(source, team, cancellationToken))
        {
            for (int start = 0, count; start < block.Rows; start += count, number += count)
            {
                var wanted = passed < leftOut.Count ? leftOut[passed] - number : long.MaxValue;
                count = (int)Math.Min(Math.Min(block.Rows - start, most - filled), Math.Max(1, wanted));
                if (wanted == 0)
                {
                    passed++;
                    continue;
                }
                Count(batch.Numbers.Span.Slice(filled, count), number);
                if (count == most)
                {
                    yield return Checked(source.Name, batch with { Rows = block.RowRange(start, count) }, metric, team);
                    continue;
                }
                Copy(block.RowRange(start, count), batch.Rows.RowRange(filled, count), team);
                filled += count;
                if (filled < most) continue;
                yield return Checked(source.Name, batch, metric, team);
                filled = 0;
            }
            // A batch that is nearly full goes as it is, so that the next block need not be cut.
            if (filled <= most / 8 * 7) continue;
            yield return Checked(source.Name, batch.Range(0, filled), metric, team);
            filled = 0;
        }
        if (filled > 0) yield return Checked(source.Name, batch.Range(0, filled), metric, team);
    }

    /// <summary>Rows that are held, in batches.</summary>
    public static IEnumerable<VectorBatch> Of(VectorBatch held, CancellationToken cancellationToken)
    {
        for (var start = 0; start < held.Rows.Rows; start += VectorBlock.MostRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return held.Range(start, Math.Min(VectorBlock.MostRows, held.Rows.Rows - start));
        }
    }

    /// <summary>A vector that has no place among others.</summary>
    /// <param name="name">What errors call the data.</param>
    /// <param name="row">Its number, from 0.</param>
    public static BadDataException Unusable(string name, long row) => new(
        Invariant($"{name}, row {row + 1}: a value is missing, not finite or too large; correct the vector or leave it out"));

    private static void Copy(Matrix<float> from, Matrix<float> to, WorkerTeam team) =>
        RowStrips.Run(from.Rows, (start, count) => from.RowRange(start, count).CopyTo(to.RowRange(start, count)), team);

    private static void Count(Span<long> numbers, long first)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i] = first + i;
    }

    private static VectorBatch Checked(string name, VectorBatch batch, VectorMetric metric, WorkerTeam team)
    {
        VectorLengths.Measure(batch.Rows, batch.Lengths, team);
        var lengths = batch.Lengths.Span;
        for (var i = 0; i < lengths.Length; i++)
            if (!(lengths[i] <= LongestVector)) throw Unusable(name, batch.Numbers.Span[i]);
        return metric == VectorMetric.Cosine ? batch with { Rows = VectorLengths.Usual(batch.Rows, lengths) } : batch;
    }
}
