namespace LinearAutoencoders.Retrieval;

/// <summary>What rows are, to see whether neighbours are of a query's kind.</summary>
/// <param name="labels">Of all rows of the data, by number.</param>
/// <param name="queries">The numbers of the queries.</param>
internal sealed class QueryLabels(IReadOnlyList<string> labels, IReadOnlyList<long> queries)
{
    /// <summary>Whether most neighbours have the query's label; of labels that are as frequent, the nearest neighbour's counts.</summary>
    public bool IsRight(int query, IEnumerable<long> nearest)
    {
        var votes = nearest.Select(row => labels[checked((int)row)]).GroupBy(label => label, StringComparer.Ordinal);
        // MaxBy takes the first of equals, and groups come in the order of their first member.
        return votes.MaxBy(group => group.Count())?.Key == labels[checked((int)queries[query])];
    }
}
