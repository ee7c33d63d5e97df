using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>Exact nearest neighbours by comparing all with all, in one pass over the database.</summary>
public static class ExactNeighbors
{
    /// <summary>The nearest rows of a database for each query.</summary>
    /// <remarks>
    ///   Queries and rows count as single precision, their scores as double: neighbours are exact, to the last one. Of equal scores the
    ///   lower row counts as nearer. n · q · m multiply-adds in single precision; nothing but the queries and a few MB is held. Results do
    ///   not depend on the threads.
    /// </remarks>
    /// <param name="database">Rows of m values.</param>
    /// <param name="queries">q × m.</param>
    /// <param name="count">How many neighbours of each query; where the database has fewer rows, all of them.</param>
    /// <param name="metric">By what they are near.</param>
    /// <param name="team">The threads to use; none: all cores.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>For each query its neighbours, the nearest first.</returns>
    /// <exception cref="ArgumentException">The queries have other columns, or the count is not positive.</exception>
    /// <exception cref="BadDataException">A value of the database is not finite.</exception>
    public static IReadOnlyList<IReadOnlyList<Neighbor>> Find(
        ISampleSource database, ReadOnlyMatrix<float> queries, int count, VectorMetric metric, WorkerTeam? team = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (queries.Columns != database.Dimension)
            throw new ArgumentException(Invariant($"queries have {queries.Columns} columns, the database {database.Dimension}"));
        team ??= WorkerTeam.Shared;
        var keep = (int)Math.Min(count, Math.Max(1, database.Count ?? count));
        var asked = metric == VectorMetric.Cosine ? VectorLengths.Usual(queries.Viewed) : queries.Viewed;
        var search = new PrefixSearch(asked, [database.Dimension], keep, metric);
        foreach (var batch in VectorBatches.Of(database, metric, leftOut: [], team, cancellationToken))
            search.Add(batch, team);
        return [.. Enumerable.Range(0, queries.Rows).Select(query => search.Neighbors(0, query))];
    }
}
