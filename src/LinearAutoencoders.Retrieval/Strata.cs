using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows near to each query, which are all known, and a sample of the others.</summary>
/// <param name="near">The near rows.</param>
/// <param name="sample">The numbers of the sample, some of which may be near.</param>
internal sealed class Strata(NearRows near, HashSet<long> sample)
{
    /// <summary>What each query finds among all rows, by each number of coordinates.</summary>
    /// <param name="subject">The coordinates, and what was found in the sample.</param>
    /// <param name="queries">q.</param>
    /// <param name="team">The threads to use.</param>
    public WeightedNeighbor[][][] Merged(Subject subject, int queries, WorkerTeam team)
    {
        var found = subject.Prefixes.Select(_ => new WeightedNeighbor[queries][]).ToArray();
        for (var query = 0; query < queries; query++)
        {
            // Rows are searched in the order of their numbers.
            long[] numbers = [.. near.Neighbors(query).Select(one => one.Row).Order()];
            var own = subject.FindFor(query, near.Rows(numbers), numbers, team).ToArray();
            var others = subject.Searches.SelectMany(search => search.Prefixes.Select((_, i) => search.Neighbors(i, query))).ToArray();
            for (var i = 0; i < own.Length; i++) found[i][query] = Merge(own[i], others[i], numbers);
        }
        return found;
    }

    // What is missing behind the worst that a search keeps does not matter: as many rows as are asked for are before it.
    private WeightedNeighbor[] Merge(Neighbor[] own, Neighbor[] drawn, long[] numbers)
    {
        Neighbor[] others = [.. drawn.Where(one => Array.BinarySearch(numbers, one.Row) < 0)];
        var left = sample.Count - numbers.Count(sample.Contains);
        return WeightedNeighbor.Merge(own, others, weight: (near.Count - numbers.Length) / (double)Math.Max(1, left));
    }
}
