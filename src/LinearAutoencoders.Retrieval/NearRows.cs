using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>The rows that are nearest to each query by the full vectors, among all that pass, with their values.</summary>
/// <remarks>
///   What is held are so many rows of each query, and a quarter more: then rows that others have replaced go.
/// </remarks>
internal sealed class NearRows
{
    /// <summary>Rows held for each that is wanted, at most.</summary>
    private const double MostHeld = 1.25;

    private readonly Dictionary<long, int> places = [];
    private readonly Stack<int> free;
    private readonly Matrix<float> held;
    private readonly bool[] isNear = new bool[VectorBlock.MostRows];
    private readonly PrefixSearch search;
    private readonly WorkerTeam team;

    /// <param name="queries">q × m.</param>
    /// <param name="keep">Rows of each query.</param>
    /// <param name="metric">By what they are near.</param>
    /// <param name="team">The threads to use.</param>
    public NearRows(Matrix<float> queries, int keep, VectorMetric metric, WorkerTeam team)
    {
        (search, this.team) = (new PrefixSearch(queries, [queries.Columns], keep, metric), team);
        var most = checked((int)(MostHeld * queries.Rows * keep) + VectorBlock.MostRows);
        held = new Matrix<float>(most, queries.Columns);
        free = new(Enumerable.Range(0, most).Reverse());
    }

    /// <summary>Rows of the source that were compared.</summary>
    public long Count { get; private set; }

    /// <summary>Compares more rows, whose numbers are above those before.</summary>
    public void Add(VectorBatch batch)
    {
        search.Add(batch, team);
        Hold(batch);
    }

    /// <summary>The numbers of the rows that are near to any query.</summary>
    public HashSet<long> Numbers()
    {
        var numbers = new HashSet<long>();
        for (var query = 0; query < search.Queries; query++)
            foreach (var neighbor in search.Found(0, query)) numbers.Add(neighbor.Row);
        return numbers;
    }

    /// <summary>These rows, in the order of their numbers.</summary>
    public IEnumerable<VectorBatch> Batches()
    {
        var batch = new VectorBatch(new(VectorBlock.MostRows, search.Columns), default, new long[VectorBlock.MostRows]);
        foreach (var numbers in Numbers().Order().Chunk(VectorBlock.MostRows))
        {
            numbers.CopyTo(batch.Numbers);
            RowStrips.Each(numbers.Length, i => held.Row(places[numbers[i]]).CopyTo(batch.Rows.Row(i)), team);
            yield return batch.Range(0, numbers.Length);
        }
    }

    private void Hold(VectorBatch batch)
    {
        var numbers = batch.Numbers.Span;
        Count += numbers.Length;
        RowStrips.Each(search.Queries, query => Mark(query, batch.Numbers.Span), team, strip: 8);
        var taken = new List<(int Row, int Place)>();
        for (var row = 0; row < numbers.Length; row++)
            if (isNear[row])
            {
                taken.Add((row, free.Pop()));
                places.Add(numbers[row], taken[^1].Place);
                isNear[row] = false;
            }
        RowStrips.Each(taken.Count, i => batch.Rows.Row(taken[i].Row).CopyTo(held.Row(taken[i].Place)), team);
        if (free.Count < VectorBlock.MostRows) LetGo();
    }

    /// <summary>Which rows of a batch are near to a query; several threads may say so of one.</summary>
    private void Mark(int query, ReadOnlySpan<long> numbers)
    {
        foreach (var neighbor in search.Found(0, query))
            if (neighbor.Row >= numbers[0]) isNear[numbers.BinarySearch(neighbor.Row)] = true;
    }

    private void LetGo()
    {
        var wanted = Numbers();
        foreach (var (row, place) in places)
            if (!wanted.Contains(row) && places.Remove(row)) free.Push(place);
    }
}
