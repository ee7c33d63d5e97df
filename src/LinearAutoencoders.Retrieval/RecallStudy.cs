using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>The recall of several ways to make vectors smaller, measured in one pass over the database.</summary>
/// <param name="metric">By what vectors are near.</param>
/// <param name="queries">q × m, no rows of the database.</param>
/// <param name="neighbors">k.</param>
/// <param name="shortlist">What is reranked; null: nothing.</param>
/// <param name="labels">What the rows of the database and the queries are, if anybody knows.</param>
internal sealed class RecallStudy(
    VectorMetric metric, Matrix<double> queries, int neighbors, int? shortlist = null, QueryLabels? labels = null)
{
    private readonly List<Subject> subjects = [];
    private readonly int keep = Math.Max(neighbors, shortlist ?? 0);

    /// <summary>Vectors as they are, shortened; with all their coordinates they are what the others are held against.</summary>
    /// <param name="prefixes">Rising numbers of dimensions.</param>
    /// <param name="team">The threads to use.</param>
    public void AddTruncated(IReadOnlyList<int> prefixes, WorkerTeam team) =>
        Add("truncated", new VectorSpace(metric), [.. prefixes.Where(length => length < queries.Columns), queries.Columns], team);

    /// <summary>Vectors on the axes of a model.</summary>
    /// <param name="name">What the curve is called.</param>
    /// <param name="space">The axes.</param>
    /// <param name="prefixes">Rising numbers of dimensions.</param>
    /// <param name="team">The threads to use.</param>
    public void Add(string name, VectorSpace space, IReadOnlyList<int> prefixes, WorkerTeam team) =>
        subjects.Add(new(name, space, [new PrefixSearch(space.Of(queries, team), prefixes, keep, metric)], IsInt8: false));

    /// <summary>The same in bytes; queries are not. Codes change with the scale, so each prefix is searched by itself.</summary>
    /// <inheritdoc cref="Add" path="/param"/>
    public void AddInt8(string name, VectorSpace space, IReadOnlyList<int> prefixes, WorkerTeam team)
    {
        var projected = space.Of(queries, team);
        subjects.Add(new(name, space,
            [.. prefixes.Select(length => new PrefixSearch(projected.ColumnRange(0, length), [length], keep, metric))], IsInt8: true));
    }

    /// <summary>Searches the database by all of them; the first that was added is the one with the full vectors.</summary>
    /// <param name="database">The rows.</param>
    /// <param name="leftOut">Which of them are none.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IReadOnlyList<RecallCurve> Run(
        ISampleSource database, IReadOnlySet<long> leftOut, WorkerTeam team, CancellationToken cancellationToken)
    {
        foreach (var batch in VectorBatches.Of(database, leftOut, team, cancellationToken))
            foreach (var subject in subjects) subject.Search(batch, team);
        var full = subjects[0].Searches[0];
        HashSet<long>[] truth = [.. Enumerable.Range(0, queries.Rows)
            .Select(query => full.Neighbors(full.Prefixes.Count - 1, query).Take(neighbors).Select(near => near.Row).ToHashSet())];
        return [.. subjects.Select(subject => new RecallCurve(subject.Name, [.. subject.Searches.SelectMany(search =>
            search.Prefixes.Select((length, i) => Point(subject, length, truth, query => search.Neighbors(i, query)))) ]))];
    }

    private RecallPoint Point(Subject subject, int length, HashSet<long>[] truth, Func<int, Neighbor[]> neighborsOf)
    {
        Neighbor[][] found = [.. Enumerable.Range(0, truth.Length).Select(neighborsOf)];
        var shares = Shares(neighbors);
        return new(length, subject.IsInt8 ? length + sizeof(float) : length * sizeof(float), RecallEstimate.Of(shares))
        {
            Reranked = shortlist is { } most ? RecallEstimate.Of(Shares(most)) : null,
            Accuracy = labels is null ? null
                : RecallEstimate.Of([.. found.Select((near, query) => labels.IsRight(query, near.Take(neighbors)) ? 1.0 : 0.0)]),
            Shares = shares,
        };

        double[] Shares(int most) => [.. found.Select((near, query) =>
            truth[query].Count == 0 ? 1 : near.Take(most).Count(one => truth[query].Contains(one.Row)) / (double)truth[query].Count)];
    }

    private sealed record Subject(string Name, VectorSpace Space, IReadOnlyList<PrefixSearch> Searches, bool IsInt8)
    {
        public void Search(VectorBatch batch, WorkerTeam team)
        {
            var rows = Space.Of(batch.Rows, team);
            foreach (var search in Searches)
                search.Add(IsInt8 ? Int8Vectors.Rounded(rows, search.Prefixes[^1]) : rows, batch.Numbers, team);
        }
    }
}
