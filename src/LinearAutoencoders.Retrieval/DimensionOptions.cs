using LinearAutoencoders.Moments;
using static System.FormattableString;

namespace LinearAutoencoders.Retrieval;

/// <summary>How many dimensions are enough, and how that is measured.</summary>
public sealed record DimensionOptions
{
    /// <summary>Of queries among the rows, at most: one in so many.</summary>
    internal const int ShareHeldOut = 5;

    /// <summary>Queries times rows that are compared by full vectors, unless that would be too few queries.</summary>
    private const long ComparedRows = 30_000_000;

    private const int FewestQueries = 100, MostQueries = 1000;

    /// <summary>Rows fitted to unless others are asked for: beyond as many the recall does not rise any more, measured.</summary>
    internal const int FittedRows = 1 << 16, FittedRowsOfDimension = 64;

    /// <summary>By what vectors are near. Default: the cosine.</summary>
    public VectorMetric Metric { get; init; }

    /// <summary>k of recall@k. Default: 10.</summary>
    /// <exception cref="ArgumentException">It is not positive.</exception>
    public int Neighbors
    {
        get;
        init => field = AtLeastOne(value, "the number of neighbours");
    } = 10;

    /// <summary>The recall to reach. Default: 0.95.</summary>
    /// <exception cref="ArgumentException">It is not above 0 and at most 1.</exception>
    public double Target
    {
        get;
        init => field = value is > 0 and <= 1 ? value
            : throw new ArgumentException(Invariant($"the target is a recall of {value}; give one above 0 and at most 1"));
    } = 0.95;

    /// <summary>
    ///   How many of the nearest by few dimensions are compared again by full vectors; the target is then that of the result. Null, the
    ///   default: none are.
    /// </summary>
    /// <exception cref="ArgumentException">It is not positive.</exception>
    public int? Rerank
    {
        get;
        init => field = value is { } most ? AtLeastOne(most, "the shortlist") : null;
    }

    /// <summary>Whether vectors are kept in a byte a coordinate, and the target is theirs. Default: no.</summary>
    public bool Quantize { get; init; }

    /// <summary>
    ///   Rows held out as queries, at most a fifth of all; or of <see cref="QueryVectors"/>, how many are drawn. Null, the default: 1000,
    ///   of more than 30,000 rows 3 · 10⁷ / n, but at least 100; all of the query vectors.
    /// </summary>
    /// <exception cref="ArgumentException">It is not positive.</exception>
    public int? Queries
    {
        get;
        init => field = value is { } asked ? AtLeastOne(asked, "the number of queries") : null;
    }

    /// <summary>
    ///   Rows that axes are fitted to, at most, drawn at random. Null, the default: 65,536, of more than 1,024 dimensions 64 for each;
    ///   the learning curve tells what a part of them would have found.
    /// </summary>
    /// <exception cref="ArgumentException">It is not positive.</exception>
    public int? FitRows
    {
        get;
        init => field = value is { } asked ? AtLeastOne(asked, "the number of rows to fit to") : null;
    }

    /// <summary>Queries as people ask them, vectors of m values; null, the default: rows of the data are held out.</summary>
    public ISampleSource? QueryVectors { get; init; }

    /// <summary>The numbers of dimensions to try, rising; null, the default: some forty, at most 1024.</summary>
    public IReadOnlyList<int>? Dimensions { get; init; }

    /// <summary>Whether centred components are measured beside; truncation always is. Default: yes.</summary>
    public bool Compare { get; init; } = true;

    /// <summary>Whether it is measured how many rows are enough to fit to. Default: yes.</summary>
    public bool LearningCurve { get; init; } = true;

    /// <summary>A model to be held against one that is fitted to this data; null, the default: none.</summary>
    public VectorReduction? Earlier { get; init; }

    /// <summary>What each row is, n labels; null, the default: nobody knows.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Draws the queries. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Told how far reading is; null, the default: nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>Rows that are drawn to represent all that are not near to a query; null: as many as are held. Tests take fewer.</summary>
    internal int? SampledRows { get; init; }

    /// <summary>How many of so many rows are held out.</summary>
    internal int HeldOutOf(long count) => QueryVectors is not null ? 0
        : (int)Math.Min(Queries ?? Math.Clamp(ComparedRows / Math.Max(1, count), FewestQueries, MostQueries), count / ShareHeldOut);

    /// <summary>How many rows of m dimensions the axes are fitted to, at most.</summary>
    internal int FitRowsOf(int m) => FitRows ?? Math.Max(FittedRows, FittedRowsOfDimension * m);

    /// <summary>The numbers of dimensions to try of vectors of m: closer together where they are few.</summary>
    internal IReadOnlyList<int> CandidatesOf(int m)
    {
        if (Dimensions is null)
        {
            var steps = Steps(8, 64, 8).Concat(Steps(80, 128, 16)).Concat(Steps(160, 512, 32)).Concat(Steps(576, 1024, 64));
            return [.. steps.Where(d => d < m), .. m <= 1024 ? [m] : Array.Empty<int>()];
        }
        var rise = Dimensions.Zip(Dimensions.Skip(1)).All(pair => pair.First < pair.Second);
        if (Dimensions.Count == 0 || Dimensions[0] < 1 || Dimensions[^1] > m || !rise)
            throw new BadDataException(Invariant(
                $"the dimensions to try are {string.Join(", ", Dimensions)}; give rising numbers from 1 to the vectors' {m}"));
        return Dimensions;
    }

    private static IEnumerable<int> Steps(int first, int last, int step) =>
        Enumerable.Range(0, (last - first) / step + 1).Select(i => first + i * step);

    private static int AtLeastOne(int value, string what) =>
        value >= 1 ? value : throw new ArgumentException(Invariant($"{what} is {value}; it must be at least 1"));
}
