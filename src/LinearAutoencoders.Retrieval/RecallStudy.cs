using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>The recall of several ways to make vectors smaller, measured in one pass over the database.</summary>
/// <remarks>
///   Where the database is larger than what is searched, that is a random sample of it, and the rows near to any query are known among
///   all: these stand for themselves, and each row of the sample that is not among them for as many as lie between. So the neighbours are
///   those among all rows, and what is estimated is only how many of the rows that are not near by full vectors come before them.
/// </remarks>
/// <param name="metric">By what vectors are near.</param>
/// <param name="queries">q × m, no rows of the database.</param>
/// <param name="neighbors">k.</param>
/// <param name="shortlist">What is reranked; null: nothing.</param>
/// <param name="labels">What the rows of the database and the queries are, if anybody knows.</param>
internal sealed class RecallStudy(
    VectorMetric metric, Matrix<float> queries, int neighbors, int? shortlist = null, QueryLabels? labels = null)
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
        subjects.Add(new(name, space, space.Of(queries, team), [[.. prefixes]], isInt8: false, keep, metric));

    /// <summary>The same in bytes; queries are not. Codes change with the scale, so each prefix is searched by itself.</summary>
    /// <inheritdoc cref="Add" path="/param"/>
    public void AddInt8(string name, VectorSpace space, IReadOnlyList<int> prefixes, WorkerTeam team) =>
        subjects.Add(new(
            name, space, space.Of(queries, team), [.. prefixes.Select(length => (int[])[length])], isInt8: true, keep, metric));

    /// <summary>Searches by all of them; the first that was added is the one with the full vectors.</summary>
    /// <param name="database">The rows, or a sample of them.</param>
    /// <param name="near">What is near among all rows; null: all are searched.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IReadOnlyList<RecallCurve> Run(
        IEnumerable<VectorBatch> database, NearRows? near, WorkerTeam team, CancellationToken cancellationToken)
    {
        var searched = new HashSet<long>();
        foreach (var batch in database)
        {
            if (near is not null) searched.UnionWith(batch.Numbers.ToArray());
            foreach (var subject in subjects) subject.Search(near is null ? subject.Known : subject.Drawn, batch, team);
        }
        foreach (var batch in near?.Batches() ?? [])
            foreach (var subject in subjects) subject.Search(subject.Known, batch, team);
        var full = subjects[0].Known[0];
        var truth = Enumerable.Range(0, queries.Rows)
            .Select(query => full.Neighbors(full.Prefixes.Count - 1, query))
            .Select(nearest => nearest.Take(neighbors).Select(one => one.Row).ToHashSet()).ToArray();
        var strata = near is null ? null : new Strata(near, searched);
        var found = new WeightedNeighbor[queries.Rows][][][];
        RowStrips.Each(found.Length, query => found[query] = Found(query), team, strip: 1);
        return [.. subjects.Select((subject, i) => new RecallCurve(subject.Name, Points(subject, i)))];

        // By each subject, and by each number of its coordinates.
        WeightedNeighbor[][][] Found(int query)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [.. subjects.Select(subject => FoundBy(subject, query).ToArray())];
        }

        IEnumerable<WeightedNeighbor[]> FoundBy(Subject subject, int query)
        {
            var known = Subject.Found(subject.Known, query);
            return strata is null ? known.Select(WeightedNeighbor.Of) : known.Zip(Subject.Found(subject.Drawn, query), strata.Merged);
        }

        RecallPoint[] Points(Subject subject, int number) => [.. subject.Prefixes.Select(
            (length, i) => Point(subject, length, truth, [.. found.Select(bySubject => bySubject[number][i])]))];
    }

    private RecallPoint Point(Subject subject, int length, HashSet<long>[] truth, WeightedNeighbor[][] found)
    {
        var shares = Shares(neighbors);
        return new(length, subject.IsInt8 ? length + sizeof(float) : length * sizeof(float), RecallEstimate.Of(shares))
        {
            Reranked = shortlist is { } most ? RecallEstimate.Of(Shares(most)) : null,
            // Votes are counted of as many rows as there are neighbours: one that stands for many would be no vote of many.
            Accuracy = labels is null ? null : RecallEstimate.Of([.. found.Select((near, query) =>
                labels.IsRight(query, near.Take(neighbors).Select(one => one.Row)) ? 1.0 : 0.0)]),
            Shares = shares,
        };

        double[] Shares(int most) => [.. found.Select((near, query) => truth[query].Count == 0 ? 1
            : WeightedNeighbor.First(near, most).Count(truth[query].Contains) / (double)truth[query].Count)];
    }
}
