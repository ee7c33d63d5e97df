using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Holds out queries, keeps a sample of the other rows while those pass, and says which of them are fitted to.</summary>
internal sealed class VectorSampler
{
    private readonly long[] queries;
    private readonly long[] sampled;
    private readonly long[]? fitted;
    private readonly RandomSource random;
    private readonly Lazy<int[]> order;

    /// <param name="count">Rows that there are.</param>
    /// <param name="heldOut">Rows to hold out as queries.</param>
    /// <param name="sample">Others to keep, at most.</param>
    /// <param name="fit">Others to fit to, at most; they may be among those kept.</param>
    /// <param name="seed">Draws all of them.</param>
    public VectorSampler(long count, int heldOut, int sample, int fit, ulong seed)
    {
        random = new RandomSource(seed, RandomStreams.HeldOutRows);
        var asked = DrawnRows.Draw(count, heldOut, random, new HashSet<long>());
        queries = [.. asked.Order()];
        sampled = [.. DrawnRows.Draw(count, sample, random, asked).Order()];
        fitted = fit < count - heldOut ? [.. DrawnRows.Draw(count, fit, random, asked).Order()] : null;
        HasAll = sampled.Length == count - heldOut;
        order = new(() =>
        {
            int[] rows = [.. Enumerable.Range(0, Sample.Rows.Rows)];
            random.Shuffle<int>(rows);
            return rows;
        });
    }

    /// <summary>The numbers of the queries, rising.</summary>
    public IReadOnlyList<long> QueryNumbers => queries;

    /// <summary>Whether the sample is all rows but the queries.</summary>
    public bool HasAll { get; }

    /// <summary>The queries in the order of their numbers, once all rows have passed.</summary>
    public Matrix<float> Queries { get; private set; }

    /// <summary>The sample in the order of the rows, once they have passed.</summary>
    public VectorBatch Sample { get; private set; }

    /// <summary>All rows but the queries, and those of them to fit to.</summary>
    public IEnumerable<SampledBatch> Rows(
        ISampleSource source, VectorMetric metric, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (asked, kept, fit) = (new RowPicker(queries), new RowPicker(sampled), new RowPicker(fitted ?? []));
        var held = new VectorBatch(queries.Length, source.Dimension);
        Sample = new(sampled.Length, source.Dimension);
        Queries = held.Rows;
        var others = new VectorBatch(queries.Length > 0 ? VectorBlock.MostRows : 0, source.Dimension);
        var staged = new VectorBatch(fitted is null ? 0 : VectorBlock.MostRows, source.Dimension);
        foreach (var batch in VectorBatches.Of(source, metric, leftOut: [], team, cancellationToken))
        {
            kept.Pick(batch, Sample, kept.Passed, team);
            var count = asked.Pick(batch, held, asked.Passed, team);
            if (count == batch.Rows.Rows) continue;
            var rest = count == 0 ? batch : Without(batch, queries.AsMemory(asked.Passed - count, count), others, team);
            yield return new(rest, fitted is null ? rest : staged.Range(0, fit.Pick(batch, staged, 0, team)));
        }
    }

    /// <summary>The sample's rows from one place to another in a random order that stays the same.</summary>
    public VectorBatch Shuffled(int start, int end, WorkerTeam team)
    {
        var (shuffled, rows) = (new VectorBatch(end - start, Sample.Rows.Columns), order.Value);
        RowStrips.Each(end - start, i => Sample.CopyRow(rows[start + i], shuffled, i), team);
        return shuffled;
    }

    /// <summary>Copies a batch but for some rows.</summary>
    private static VectorBatch Without(VectorBatch batch, ReadOnlyMemory<long> leftOut, VectorBatch to, WorkerTeam team)
    {
        var left = new int[batch.Rows.Rows - leftOut.Length];
        for (int row = 0, i = 0; row < batch.Rows.Rows; row++)
            if (leftOut.Span.BinarySearch(batch.Numbers.Span[row]) < 0) left[i++] = row;
        RowStrips.Each(left.Length, i => batch.CopyRow(left[i], to, i), team);
        return to.Range(0, left.Length);
    }
}

/// <summary>Rows that passed.</summary>
/// <param name="All">All but the queries.</param>
/// <param name="Fitted">Those of them that are fitted to; may be none.</param>
internal readonly record struct SampledBatch(VectorBatch All, VectorBatch Fitted);
