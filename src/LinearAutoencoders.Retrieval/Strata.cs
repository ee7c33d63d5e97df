namespace LinearAutoencoders.Retrieval;

/// <summary>The rows near to any query, which are all known, and a sample of all rows, which stands for the others.</summary>
internal sealed class Strata
{
    private readonly HashSet<long> near;
    private readonly double weight;

    /// <param name="near">The near rows.</param>
    /// <param name="sample">The numbers of the sample, some of which may be near.</param>
    public Strata(NearRows near, HashSet<long> sample)
    {
        this.near = near.Numbers();
        weight = (near.Count - this.near.Count) / (double)Math.Max(1, sample.Count - this.near.Count(sample.Contains));
    }

    /// <summary>What a query finds among all rows.</summary>
    /// <param name="known">What it finds among the near rows.</param>
    /// <param name="drawn">In the sample.</param>
    public WeightedNeighbor[] Merged(IReadOnlyList<Neighbor> known, IReadOnlyList<Neighbor> drawn) =>
        // What is missing behind the worst that a search keeps does not matter: as many rows as are asked for are before it.
        WeightedNeighbor.Merge(known, [.. drawn.Where(one => !near.Contains(one.Row))], weight);
}
