using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Holds out queries, and keeps a sample of the other rows, while those pass.</summary>
internal sealed class VectorSampler
{
    private readonly HashSet<long> sampled;
    private readonly RandomSource random;
    private readonly Lazy<int[]> order;

    /// <param name="count">Rows that there are.</param>
    /// <param name="queries">Rows to hold out.</param>
    /// <param name="sample">Others to keep, at most.</param>
    /// <param name="seed">Draws both.</param>
    public VectorSampler(long count, int queries, int sample, ulong seed)
    {
        random = new RandomSource(seed, RandomStreams.HeldOutRows);
        HeldOut = DrawnRows.Draw(count, queries, random, new HashSet<long>());
        QueryNumbers = [.. HeldOut.Order()];
        sampled = DrawnRows.Draw(count, sample, random, HeldOut);
        order = new(() =>
        {
            int[] rows = [.. Enumerable.Range(0, Sample.Rows)];
            random.Shuffle<int>(rows);
            return rows;
        });
    }

    /// <summary>The numbers of the queries.</summary>
    public HashSet<long> HeldOut { get; }

    /// <summary>The same, rising.</summary>
    public IReadOnlyList<long> QueryNumbers { get; }

    /// <summary>The queries in the order of their numbers, once all rows have passed.</summary>
    public Matrix<double> Queries { get; private set; }

    /// <summary>The sample in the order of the rows, once they have passed.</summary>
    public Matrix<double> Sample { get; private set; }

    /// <summary>All rows but the queries.</summary>
    public IEnumerable<VectorBatch> Rows(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        (Queries, Sample) = (new(HeldOut.Count, source.Dimension), new(sampled.Count, source.Dimension));
        var (queries, kept) = (0, 0);
        foreach (var batch in VectorBatches.Of(source, new HashSet<long>(), team, cancellationToken))
        {
            var left = 0;
            for (var i = 0; i < batch.Rows.Rows; i++)
            {
                var number = batch.Numbers.Span[i];
                var row = batch.Rows.Row(i);
                if (HeldOut.Contains(number))
                {
                    row.CopyTo(Queries.Row(queries++));
                    continue;
                }
                if (sampled.Contains(number)) row.CopyTo(Sample.Row(kept++));
                if (left < i) row.CopyTo(batch.Rows.Row(left));
                left++;
            }
            if (left > 0) yield return new(batch.Rows.RowRange(0, left), ReadOnlyMemory<long>.Empty);
        }
    }

    /// <summary>The sample's rows from one place to another in a random order that stays the same.</summary>
    public Matrix<double> Shuffled(int start, int end)
    {
        var rows = new Matrix<double>(end - start, Sample.Columns);
        for (var i = start; i < end; i++) Sample.Row(order.Value[i]).CopyTo(rows.Row(i - start));
        return rows;
    }
}
