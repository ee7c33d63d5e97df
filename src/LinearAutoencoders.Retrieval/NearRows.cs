using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>The rows that are nearest to each query by the full vectors, among all of a source, with their values.</summary>
/// <remarks>
///   A pass of its own. What is held are so many rows of each query, and a quarter more: then rows that others have replaced go.
/// </remarks>
internal sealed class NearRows
{
    /// <summary>Rows held for each that is wanted, at most.</summary>
    private const double MostHeld = 1.25;

    private readonly Dictionary<long, float[]> held = [];
    private readonly PrefixSearch search;
    private readonly int keep;

    private NearRows(Matrix<float> queries, int keep, VectorMetric metric) =>
        (search, this.keep) = (new PrefixSearch(queries, [queries.Columns], keep, metric), keep);

    /// <summary>Rows of the source that were compared.</summary>
    public long Count { get; private set; }

    /// <summary>One pass.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="leftOut">Which of them are none.</param>
    /// <param name="queries">q × m.</param>
    /// <param name="keep">Rows of each query.</param>
    /// <param name="metric">By what they are near.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static NearRows Of(
        ISampleSource source, IReadOnlySet<long> leftOut, Matrix<float> queries, int keep, VectorMetric metric, WorkerTeam team,
        CancellationToken cancellationToken)
    {
        var near = new NearRows(queries, keep, metric);
        foreach (var batch in VectorBatches.Of(source, metric, leftOut, team, cancellationToken))
        {
            near.search.Add(batch.Rows, batch.Numbers, team);
            near.Hold(batch);
        }
        return near;
    }

    /// <summary>The neighbours of a query, the nearest first.</summary>
    public Neighbor[] Neighbors(int query) => search.Neighbors(0, query);

    /// <summary>The values of some of them.</summary>
    public Matrix<float> Rows(IReadOnlyList<long> numbers)
    {
        var rows = new Matrix<float>(numbers.Count, search.Columns);
        for (var i = 0; i < numbers.Count; i++) held[numbers[i]].CopyTo(rows.Row(i));
        return rows;
    }

    private void Hold(VectorBatch batch)
    {
        var numbers = batch.Numbers.Span;
        Count += numbers.Length;
        for (var query = 0; query < search.Queries; query++)
            foreach (var neighbor in search.Found(0, query))
                if (neighbor.Row >= numbers[0] && !held.ContainsKey(neighbor.Row))
                    held.Add(neighbor.Row, batch.Rows.Row(numbers.BinarySearch(neighbor.Row)).ToArray());
        if (held.Count > MostHeld * search.Queries * keep) LetGo();
    }

    private void LetGo()
    {
        var wanted = new HashSet<long>();
        for (var query = 0; query < search.Queries; query++)
            foreach (var neighbor in search.Found(0, query)) wanted.Add(neighbor.Row);
        foreach (var row in held.Keys)
            if (!wanted.Contains(row)) held.Remove(row);
    }
}
