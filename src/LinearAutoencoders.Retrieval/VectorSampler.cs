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
        HasAll = sampled.Count == count - queries;
        order = new(() =>
        {
            int[] rows = [.. Enumerable.Range(0, Sample.Rows.Rows)];
            random.Shuffle<int>(rows);
            return rows;
        });
    }

    /// <summary>The numbers of the queries.</summary>
    public HashSet<long> HeldOut { get; }

    /// <summary>The same, rising.</summary>
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
        Queries = new(HeldOut.Count, source.Dimension);
        Sample = new(new(sampled.Count, source.Dimension), new double[sampled.Count], new long[sampled.Count]);
        var (queries, kept) = (0, 0);
        foreach (var batch in VectorBatches.Of(source, metric, new HashSet<long>(), team, cancellationToken))
        {
            var left = 0;
            for (var i = 0; i < batch.Rows.Rows; i++)
            {
                var number = batch.Numbers.Span[i];
                if (HeldOut.Contains(number)) batch.Rows.Row(i).CopyTo(Queries.Row(queries++));
                else
                {
                    if (sampled.Contains(number)) batch.CopyRow(i, Sample, kept++);
                    if (left < i) batch.CopyRow(i, batch, left);
                    left++;
                }
            }
            if (left > 0) yield return batch.First(left);
        }
    }

    /// <summary>The sample's rows from one place to another in a random order that stays the same.</summary>
    public VectorBatch Shuffled(int start, int end)
    {
        var shuffled = new VectorBatch(new(end - start, Sample.Rows.Columns), new double[end - start], new long[end - start]);
        for (var i = start; i < end; i++) Sample.CopyRow(order.Value[i], shuffled, i - start);
        return shuffled;
    }
}
