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
    private Matrix<float> room;

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
        Known = CreateSearches();
    }

    public string Name { get; }

    public bool IsInt8 { get; }

    /// <summary>Searches of rows of which each may stand for several.</summary>
    public IReadOnlyList<PrefixSearch> Drawn => field ??= CreateSearches();

    /// <summary>Searches of rows that stand for themselves.</summary>
    public IReadOnlyList<PrefixSearch> Known { get; }

    /// <summary>All numbers of coordinates, rising.</summary>
    public IEnumerable<int> Prefixes => prefixes.SelectMany(group => group);

    /// <summary>Searches more rows.</summary>
    /// <param name="searches">One of this subject's two.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="team">The threads to use.</param>
    public void Search(IReadOnlyList<PrefixSearch> searches, VectorBatch batch, WorkerTeam team)
    {
        var coordinates = space.Of(batch.Rows, ref room, team);
        foreach (var search in searches)
        {
            var searched = IsInt8 ? Int8Vectors.Rounded(coordinates, search.Columns) : coordinates;
            search.Add(batch with { Rows = searched, Lengths = default }, team);
        }
    }

    /// <summary>What a query found by each number of coordinates.</summary>
    public static IEnumerable<Neighbor[]> Found(IEnumerable<PrefixSearch> searches, int query) =>
        searches.SelectMany(search => search.Prefixes.Select((_, i) => search.Neighbors(i, query)));

    private PrefixSearch[] CreateSearches() =>
        [.. prefixes.Select(group => new PrefixSearch(queries.ColumnRange(0, group[^1]), group, keep, metric))];
}
