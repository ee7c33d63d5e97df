using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Rows near to each query, which are all known, and a sample of the others.</summary>
/// <param name="near">The near rows.</param>
/// <param name="sample">The numbers of the sample, some of which may be near.</param>
internal sealed class Strata(NearRows near, HashSet<long> sample)
{
    /// <summary>What a query finds among all rows, by each subject and each number of its coordinates.</summary>
    /// <param name="subjects">The coordinates, and what was found in the sample.</param>
    /// <param name="query">The query's number.</param>
    public WeightedNeighbor[][][] Merged(IEnumerable<Subject> subjects, int query)
    {
        // Rows are searched in the order of their numbers.
        long[] numbers = [.. near.Neighbors(query).Select(one => one.Row).Order()];
        var left = sample.Count - numbers.Count(sample.Contains);
        var rows = near.Rows(numbers);
        var weight = (near.Count - numbers.Length) / (double)Math.Max(1, left);
        // What is missing behind the worst that a search keeps does not matter: as many rows as are asked for are before it.
        return [.. subjects.Select(subject => subject.FindFor(query, rows, numbers).Zip(subject.Found(query), (own, drawn) =>
            WeightedNeighbor.Merge(own, [.. drawn.Where(one => Array.BinarySearch(numbers, one.Row) < 0)], weight)).ToArray())];
    }
}
