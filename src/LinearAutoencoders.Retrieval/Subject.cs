using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>One way to make vectors smaller, and what is found by it.</summary>
internal sealed class Subject
{
    private readonly VectorSpace space;
    private readonly Matrix<float> queries;
    private readonly IReadOnlyList<int[]> prefixes;
    private readonly int keep;
    private readonly VectorMetric metric;

    /// <param name="name">What its curve is called.</param>
    /// <param name="space">The coordinates.</param>
    /// <param name="queries">Those of the queries.</param>
    /// <param name="prefixes">Numbers of them that are searched by, in groups of which each is one search.</param>
    /// <param name="isInt8">Whether coordinates of the database are bytes.</param>
    /// <param name="keep">Neighbours of each query.</param>
    /// <param name="metric">By what vectors are near.</param>
    public Subject(
        string name, VectorSpace space, Matrix<float> queries, IReadOnlyList<int[]> prefixes, bool isInt8, int keep, VectorMetric metric)
    {
        (Name, this.space, this.queries, this.prefixes, IsInt8, this.keep, this.metric) =
            (name, space, queries, prefixes, isInt8, keep, metric);
        Searches = SearchesFor(queries, VectorBlock.MostRows);
    }

    public string Name { get; }

    public bool IsInt8 { get; }

    public IReadOnlyList<PrefixSearch> Searches { get; }

    /// <summary>All numbers of coordinates, rising.</summary>
    public IEnumerable<int> Prefixes => prefixes.SelectMany(group => group);

    /// <summary>Searches more rows.</summary>
    public void Search(VectorBatch batch, WorkerTeam team) => Search(Searches, batch.Rows, batch.Numbers, team);

    /// <summary>What one query finds among rows of its own, on this thread.</summary>
    /// <returns>The neighbours by each number of coordinates.</returns>
    public IEnumerable<Neighbor[]> FindFor(int query, Matrix<float> rows, ReadOnlyMemory<long> numbers)
    {
        var searches = SearchesFor(queries.RowRange(query, 1), rows.Rows);
        Search(searches, rows, numbers, WorkerTeam.Alone);
        return Found(searches, query: 0);
    }

    /// <summary>What a query found among the rows searched.</summary>
    /// <inheritdoc cref="FindFor" path="/returns"/>
    public IEnumerable<Neighbor[]> Found(int query) => Found(Searches, query);

    private static IEnumerable<Neighbor[]> Found(IEnumerable<PrefixSearch> searches, int query) =>
        searches.SelectMany(search => search.Prefixes.Select((_, i) => search.Neighbors(i, query)));

    private PrefixSearch[] SearchesFor(Matrix<float> asked, int rows) =>
        [.. prefixes.Select(group => new PrefixSearch(asked.ColumnRange(0, group[^1]), group, keep, metric, rows))];

    private void Search(IReadOnlyList<PrefixSearch> searches, Matrix<float> rows, ReadOnlyMemory<long> numbers, WorkerTeam team)
    {
        var coordinates = space.Of(rows, team);
        foreach (var search in searches)
            search.Add(IsInt8 ? Int8Vectors.Rounded(coordinates, search.Columns) : coordinates, numbers, team);
    }
}
