using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary>A fit as it is divided among ranks.</summary>
/// <param name="Rows">n.</param>
/// <param name="Columns">m.</param>
/// <param name="Count">k.</param>
/// <param name="Solver">By which way.</param>
/// <param name="Passes">Passes of a search on the rows.</param>
/// <param name="RowsPerSecond">Rows that a rank reads.</param>
/// <param name="OperationsPerSecond">Additions and multiplications that it does.</param>
internal sealed record DividedFit(
    long Rows, int Columns, int Count, EigenSolver Solver, int Passes, double RowsPerSecond, double OperationsPerSecond)
{
    private const int JackknifeShards = 20;

    // A merge reads two sums and writes one; measured.
    private const double MergedNumbersPerSecond = 3e8;

    private static readonly ChunkLayout Products = ChunkLayout.OfProducts;

    private bool IsOnRows => Solver == EigenSolver.Lanczos;

    /// <summary>Whether ranks share anything: of so few rows that their products with each other do, each of them reads all.</summary>
    public bool IsDivided => Solver is not (EigenSolver.Gram or EigenSolver.GramLanczos);

    private ChunkLayout Moments => ChunkLayout.For(Columns);

    private int Block => LanczosRun.BlockFor(Count);

    /// <summary>Beyond so many ranks there is nothing for others to do in some pass.</summary>
    public long MostRanks => Math.Min(Moments.ChunksOf(Rows), Products.ChunksOf(Rows));

    /// <summary>Seconds of what each rank does for itself, however many there are.</summary>
    public double OwnSeconds
    {
        get
        {
            var (m, b) = ((double)Columns, (double)Block);
            return Solver switch
            {
                EigenSolver.SecondMoment => 12 * m * m * m,
                EigenSolver.SecondMomentLanczos => m * m * (m + 2 * Passes * b),
                _ => Passes * 4 * m * 6 * b * b,
            } / OperationsPerSecond;
        }
    }

    /// <summary>What it takes on so many ranks.</summary>
    /// <param name="ranks">How many.</param>
    /// <param name="latency">Seconds that a message takes.</param>
    /// <param name="rate">Bytes a second between two ranks.</param>
    public RankPlan On(int ranks, double latency, double rate)
    {
        var (pass, reduced) = (0.0, new Reduction());
        // The sum, or of a search the mean; what each pass of the search sums; the residuals and the jackknife of the certificate.
        Add(1, Moments, IsOnRows ? 2 * (double)Columns : (double)Columns * Columns,
            IsOnRows ? 2L * Columns : Columns + Columns * (Columns + 1L) / 2);
        if (IsOnRows)
        {
            Add(Passes, Products, 4.0 * Columns * Block, (long)Columns * Block);
            Add(2, Products, 4.0 * Columns * Count, (long)Columns * Count);
        }
        Add(1, Products, 4.0 * Columns * Count, numbers: 0);
        AddReduction(JackknifeShards, new ChunkLayout((int)Math.Clamp(Rows / JackknifeShards, 1, int.MaxValue), 1),
            Columns * (Count + 1L));
        return new(ranks, pass + OwnSeconds, reduced.Seconds, reduced.Bytes, reduced.MostBytes);

        void Add(int times, ChunkLayout layout, double operationsOfRow, long numbers)
        {
            var most = layout.Rows * ((layout.ChunksOf(Rows) + ranks - 1) / ranks);
            pass += times * Math.Min(Rows, most) * (1 / RowsPerSecond + operationsOfRow / OperationsPerSecond);
            AddReduction(times, layout, numbers);
        }

        void AddReduction(int times, ChunkLayout layout, long numbers)
        {
            if (numbers == 0 || ranks == 1) return;
            var one = new ModelledNetwork(latency, rate).Reduce(ranks, Rows, layout, numbers, numbers / MergedNumbersPerSecond);
            reduced = new(reduced.Seconds + times * one.Seconds, reduced.Bytes + times * one.Bytes,
                reduced.MostBytes + times * one.MostBytes);
        }
    }

    /// <summary>The most ranks, a power of two, of which the last doubling still saved a fifth of the time.</summary>
    public int ScalesTo(double latency, double rate, int most)
    {
        var (ranks, seconds) = (1, On(1, latency, rate).Seconds);
        while (2 * ranks <= most && On(2 * ranks, latency, rate).Seconds is var next && next < 0.8 * seconds)
            (ranks, seconds) = (2 * ranks, next);
        return ranks;
    }
}

/// <summary>A fit on ranks.</summary>
/// <param name="Ranks">How many.</param>
/// <param name="WorkSeconds">Of the rank that does the most.</param>
/// <param name="ReductionSeconds">Of sums that travel.</param>
/// <param name="Bytes">That all ranks send.</param>
/// <param name="MostBytes">That one sends.</param>
internal sealed record RankPlan(int Ranks, double WorkSeconds, double ReductionSeconds, long Bytes, long MostBytes)
{
    public double Seconds => WorkSeconds + ReductionSeconds;
}
