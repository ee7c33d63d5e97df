using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Holds out queries, and keeps a sample of the other rows, while those pass.</summary>
internal sealed class VectorSampler
{
    private readonly long[] sampled;
    private readonly RandomSource random;
    private readonly Lazy<int[]> order;

    /// <param name="count">Rows that there are.</param>
    /// <param name="queries">Rows to hold out.</param>
    /// <param name="sample">Others to keep, at most.</param>
    /// <param name="seed">Draws both.</param>
    public VectorSampler(long count, int queries, int sample, ulong seed)
    {
        random = new RandomSource(seed, RandomStreams.HeldOutRows);
        var heldOut = DrawnRows.Draw(count, queries, random, new HashSet<long>());
        QueryNumbers = [.. heldOut.Order()];
        sampled = [.. DrawnRows.Draw(count, sample, random, heldOut).Order()];
        HasAll = sampled.Length == count - queries;
        order = new(() =>
        {
            int[] rows = [.. Enumerable.Range(0, Sample.Rows.Rows)];
            random.Shuffle<int>(rows);
            return rows;
        });
    }

    /// <summary>The numbers of the queries, rising.</summary>
    public IReadOnlyList<long> QueryNumbers { get; }

    /// <summary>Whether the sample is all rows but the queries.</summary>
    public bool HasAll { get; }

    /// <summary>The queries in the order of their numbers, once all rows have passed.</summary>
    public Matrix<float> Queries { get; private set; }

    /// <summary>The sample in the order of the rows, once they have passed.</summary>
    public VectorBatch Sample { get; private set; }

    /// <summary>All rows but the queries.</summary>
    public IEnumerable<VectorBatch> Rows(ISampleSource source, VectorMetric metric, WorkerTeam team, CancellationToken cancellationToken)
    {
        Queries = new(QueryNumbers.Count, source.Dimension);
        Sample = new(sampled.Length, source.Dimension);
        var (query, kept) = (0, 0);
        var others = new VectorBatch(QueryNumbers.Count > 0 ? VectorBlock.MostRows : 0, source.Dimension);
        foreach (var batch in VectorBatches.Of(source, metric, leftOut: [], team, cancellationToken))
        {
            kept += Keep(batch, kept, team);
            var (first, asked) = (batch.Numbers.Span[0], query);
            for (; query < QueryNumbers.Count && QueryNumbers[query] < first + batch.Rows.Rows; query++)
                batch.Rows.Row((int)(QueryNumbers[query] - first)).CopyTo(Queries.Row(query));
            if (query == asked) yield return batch;
            else if (query - asked < batch.Rows.Rows) yield return Without(batch, asked, query, others, team);
        }
    }

    /// <summary>The sample's rows from one place to another in a random order that stays the same.</summary>
    public VectorBatch Shuffled(int start, int end, WorkerTeam team)
    {
        var (shuffled, rows) = (new VectorBatch(end - start, Sample.Rows.Columns), order.Value);
        RowStrips.Each(end - start, i => Sample.CopyRow(rows[start + i], shuffled, i), team);
        return shuffled;
    }

    /// <summary>Copies a batch but for the queries from one to another.</summary>
    private VectorBatch Without(VectorBatch batch, int from, int end, VectorBatch to, WorkerTeam team)
    {
        var (left, query) = (new int[batch.Rows.Rows - (end - from)], from);
        for (int row = 0, i = 0; row < batch.Rows.Rows; row++)
            if (query < end && QueryNumbers[query] == batch.Numbers.Span[row]) query++;
            else left[i++] = row;
        RowStrips.Each(left.Length, i => batch.CopyRow(left[i], to, i), team);
        return to.Range(0, left.Length);
    }

    /// <summary>Copies what is drawn of a batch, which has all rows from its first on; says how many those are.</summary>
    private int Keep(VectorBatch batch, int from, WorkerTeam team)
    {
        var first = batch.Numbers.Span[0];
        var end = Array.BinarySearch(sampled, first + batch.Rows.Rows);
        var count = (end < 0 ? ~end : end) - from;
        RowStrips.Each(count, i => batch.CopyRow((int)(sampled[from + i] - first), Sample, from + i), team);
        return count;
    }
}
