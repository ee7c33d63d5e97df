using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>
///   The exact nearest neighbours of queries by their first d₁ &lt; d₂ &lt; … coordinates, all in one pass over a database.
/// </summary>
/// <remarks>
///   The products of d₂ coordinates are those of d₁ and some more: all prefixes together cost one search by the longest.
///   <para>Products run in single precision and only rule rows out: by the rounding that they can have at most, (d + 8) 2⁻²⁴ ‖q‖ ‖x‖, a
///   row that is not clearly worse than the worst kept is scored again in double precision. So the neighbours are those of double
///   precision, to the last one, on any number of threads. Of equal scores the lower row counts as nearer.</para>
/// </remarks>
internal sealed class PrefixSearch
{
    /// <summary>Queries whose products with a block are made at once: 72 KB.</summary>
    private const int MostQueries = 64;

    /// <summary>Half a unit in the last place of single precision.</summary>
    private const double Unit = 1.0 / (1 << 24);

    private readonly Matrix<float> queries;
    private readonly int[] prefixes;
    private readonly VectorMetric metric;
    private readonly VectorBlock block;
    private readonly TopNeighbors[] found;
    private readonly double[][] norms;

    // Memory of each thread, for good: what it last held is not looked at.
    [ThreadStatic]
    private static Matrix<float>? products;

    /// <param name="queries">q × d, one a row.</param>
    /// <param name="prefixes">Rising, the last at most d.</param>
    /// <param name="keep">Neighbours of each query and prefix.</param>
    /// <param name="metric">By what they are near.</param>
    public PrefixSearch(Matrix<float> queries, IReadOnlyList<int> prefixes, int keep, VectorMetric metric)
    {
        (this.queries, this.prefixes, this.metric) = (queries, [.. prefixes], metric);
        block = new VectorBlock(this.prefixes, metric);
        found = [.. prefixes.Select(_ => new TopNeighbors(queries.Rows, keep))];
        norms = [.. prefixes.Select(length => Enumerable.Range(0, queries.Rows)
            .Select(i => Math.Sqrt(Vectors.SquaredNorm<float>(queries.Row(i)[..length]))).ToArray())];
    }

    public IReadOnlyList<int> Prefixes => prefixes;

    public int Queries => queries.Rows;

    /// <summary>Coordinates of the queries.</summary>
    public int Columns => queries.Columns;

    /// <summary>Searches more rows of the database.</summary>
    /// <param name="batch">r × d; their lengths need not be known.</param>
    /// <param name="team">The threads to use.</param>
    public void Add(VectorBatch batch, WorkerTeam team)
    {
        for (var start = 0; start < batch.Rows.Rows; start += VectorBlock.MostRows)
        {
            var part = batch.Range(start, Math.Min(VectorBlock.MostRows, batch.Rows.Rows - start));
            block.Fill(part, team);
            // No fewer tiles than threads; halves of register tiles, as nearly equal shares.
            var tile = Math.Clamp(Blocking.RoundUp((queries.Rows + team.Threads - 1) / team.Threads, 4), 8, MostQueries);
            team.Run(new SearchPart(this, part.Numbers, tile, team.Threads), (queries.Rows + tile - 1) / tile);
        }
    }

    /// <summary>The neighbours of a query by one of the prefixes, the nearest first.</summary>
    public Neighbor[] Neighbors(int prefix, int query) => found[prefix].Sorted(query);

    /// <summary>The same in no order.</summary>
    public ReadOnlySpan<Neighbor> Found(int prefix, int query) => found[prefix].Of(query);

    private void Search(int first, int count, int next, ReadOnlySpan<long> numbers)
    {
        var dots = (products ??= new Matrix<float>(MostQueries, VectorBlock.MostRows)).RowRange(0, count);
        var tile = queries.RowRange(first, count);
        for (var i = 0; i < prefixes.Length; i++)
        {
            var start = block.StartOf(i);
            MatrixProduct.Multiply(
                tile.ColumnRange(start, prefixes[i] - start), block.Slice(i), dots, accumulate: i > 0, NextQueries(next, count, i));
            for (var q = 0; q < count; q++) Scan(i, first + q, dots.Row(q), numbers);
        }
    }

    /// <summary>Of the queries to come as large a part as a slice is of their coordinates.</summary>
    private ReadOnlySpan<float> NextQueries(int first, int count, int slice)
    {
        if (!queries.IsContiguous) return default;
        var rows = Math.Min(count, queries.Rows - first);
        return queries.RowRange(first, rows).AsSpan()[(rows * block.StartOf(slice))..(rows * prefixes[slice])];
    }

    private void Scan(int prefix, int query, ReadOnlySpan<float> dots, ReadOnlySpan<long> numbers)
    {
        ReadOnlySpan<float> factors = block.Factors[prefix], offsets = block.Offsets[prefix];
        // Each has room for a whole block, of which there are whole vectors.
        ref var dot = ref MemoryMarshal.GetReference(dots[..VectorBlock.MostRows]);
        ref var factor = ref MemoryMarshal.GetReference(factors);
        ref var offset = ref MemoryMarshal.GetReference(offsets);
        var threshold = Vector256.Create(Threshold(prefix, query));
        for (var j = 0; j < numbers.Length; j += Vector256<float>.Count)
        {
            var scores = Vector256.MultiplyAddEstimate(
                Vector256.LoadUnsafe(ref dot, (nuint)j), Vector256.LoadUnsafe(ref factor, (nuint)j),
                Vector256.LoadUnsafe(ref offset, (nuint)j));
            var above = Vector256.GreaterThan(scores, threshold);
            if (above == Vector256<float>.Zero) continue;
            for (var lanes = above.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
            {
                var row = j + BitOperations.TrailingZeroCount(lanes);
                found[prefix].Add(query, new(numbers[row], Score(prefix, query, row)));
            }
            threshold = Vector256.Create(Threshold(prefix, query));
        }
    }

    /// <summary>What the comparison in single precision must be above for a row to be looked at.</summary>
    private float Threshold(int prefix, int query)
    {
        var worst = found[prefix].Worst(query);
        if (double.IsNegativeInfinity(worst)) return float.MinValue;
        var (norm, largest) = (norms[prefix][query], block.LargestNorms[prefix]);
        var rounding = (prefixes[prefix] + 8) * Unit;
        var least = metric switch
        {
            VectorMetric.Cosine => (worst - rounding) * norm,
            VectorMetric.InnerProduct => worst - rounding * norm * largest,
            _ => (worst + norm * norm) / 2 - rounding * (norm * largest + largest * largest),
        };
        return MathF.BitDecrement((float)least);
    }

    private double Score(int prefix, int query, int row)
    {
        ReadOnlySpan<float> q = queries.Row(query)[..prefixes[prefix]], x = block.Rows.Row(row)[..prefixes[prefix]];
        if (metric == VectorMetric.Euclidean) return -SquaredDistance(q, x);
        var dot = Vectors.Dot(q, x);
        if (metric == VectorMetric.InnerProduct) return dot;
        var length = norms[prefix][query] * block.Norm(prefix, row);
        return length > 0 ? dot / length : 0;
    }

    private static double SquaredDistance(ReadOnlySpan<float> q, ReadOnlySpan<float> x)
    {
        var sum = 0.0;
        for (var i = 0; i < q.Length; i++)
        {
            var difference = (double)q[i] - x[i];
            sum += difference * difference;
        }
        return sum;
    }

    private readonly struct SearchPart(PrefixSearch search, ReadOnlyMemory<long> numbers, int tile, int threads) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            // Threads take parts as they come: the next of this one is likely to be that far behind, or of the block to come.
            var next = (part + threads) % parts;
            search.Search(part * tile, Math.Min(tile, search.queries.Rows - part * tile), next * tile, numbers.Span);
        }
    }
}
