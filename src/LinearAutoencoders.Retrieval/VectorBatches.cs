using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows of a source with their numbers in it.</summary>
/// <param name="Rows">r × m, valid until the next are asked for.</param>
/// <param name="Lengths">How long each is.</param>
/// <param name="Numbers">r numbers from 0, rising.</param>
internal readonly record struct VectorBatch(Matrix<float> Rows, Memory<double> Lengths, Memory<long> Numbers)
{
    /// <summary>Its first rows.</summary>
    public VectorBatch First(int count) => Range(0, count);

    /// <summary>Some of its rows.</summary>
    public VectorBatch Range(int start, int count) =>
        new(Rows.RowRange(start, count), Lengths.Slice(start, count), Numbers.Slice(start, count));

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
    /// <param name="source">The rows.</param>
    /// <param name="metric">By what they are near: for the cosine none has an unusual length any more.</param>
    /// <param name="leftOut">The numbers of those that are not wanted.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <exception cref="BadDataException">A value is not finite, or a vector is too long.</exception>
    public static IEnumerable<VectorBatch> Of(
        ISampleSource source, VectorMetric metric, IReadOnlySet<long> leftOut, WorkerTeam team, CancellationToken cancellationToken)
    {
        var most = (int)Math.Clamp(MostCells / source.Dimension, 1, VectorBlock.MostRows);
        var batch = new VectorBatch(new(most, source.Dimension), new double[most], new long[most]);
        var (filled, number) = (0, 0L);
        foreach (var block in SourceBlocks.OfSingle(source, team, cancellationToken))
        {
            for (var i = 0; i < block.Rows; i++, number++)
            {
                if (leftOut.Contains(number)) continue;
                block.Row(i).CopyTo(batch.Rows.Row(filled));
                batch.Numbers.Span[filled++] = number;
                if (filled < most) continue;
                yield return Checked(source.Name, batch, metric, team);
                filled = 0;
            }
        }
        if (filled > 0) yield return Checked(source.Name, batch.First(filled), metric, team);
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

    private static VectorBatch Checked(string name, VectorBatch batch, VectorMetric metric, WorkerTeam team)
    {
        VectorLengths.Measure(batch.Rows, batch.Lengths, team);
        var lengths = batch.Lengths.Span;
        for (var i = 0; i < lengths.Length; i++)
            if (!(lengths[i] <= LongestVector))
                throw new BadDataException(Invariant($"{name}, row {batch.Numbers.Span[i] + 1}: ")
                    + "a value is missing, not finite or too large; correct the vector or leave it out");
        if (metric == VectorMetric.Cosine) VectorLengths.MakeUsual(batch.Rows, lengths);
        return batch;
    }
}
