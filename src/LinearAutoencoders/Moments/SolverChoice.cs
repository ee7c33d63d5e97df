using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Moments;

/// <summary>By which way the leading eigenpairs of Σ are found, and the memory that takes.</summary>
/// <param name="Solver">Never <see cref="EigenSolver.Auto"/>.</param>
/// <param name="Capacity">Rows of the basis of a search on the rows; 0 for the other ways.</param>
/// <param name="Bytes">Memory at the most, about, without the rows themselves.</param>
internal readonly record struct SolverChoice(EigenSolver Solver, int Capacity, long Bytes)
{
    /// <summary>
    ///   Up to here the matrix is made: a product of all rows with all costs no more than the dozen passes of a search on the rows, the
    ///   data is read once, and it is proved that none was missed.
    /// </summary>
    public const int MostSide = 8192;

    /// <summary>What a source may hold while it is read.</summary>
    private const long SourceBytes = 8 << 20;

    /// <summary>Chooses, or takes what was asked for.</summary>
    /// <param name="name">What errors call the data.</param>
    /// <param name="samples">n.</param>
    /// <param name="dimension">m.</param>
    /// <param name="count">k.</param>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="BadDataException">No way has the memory it needs.</exception>
    /// <exception cref="ArgumentException">The way that was asked for is none for so many pairs.</exception>
    public static SolverChoice For(string name, long samples, int dimension, int count, EigenOptions options)
    {
        var memory = MemoryOf(options);
        if (options.Solver != EigenSolver.Auto)
        {
            var asked = Asked(options.Solver, samples, dimension, count, memory);
            return asked.Bytes > options.Memory ? throw NotEnough(name, samples, dimension, count, asked.Bytes, memory) : asked;
        }
        var inMemory = InMemory(samples, dimension, count);
        var onRows = OnRows(samples, dimension, count, memory);
        var side = Math.Min(samples, dimension);
        var fits = side <= LargestMatrix.Side && inMemory.Bytes <= memory;
        if (fits && (side <= MostSide || onRows is null || !LeadingEigen.IsWorthSearching(count, (int)side))) return inMemory;
        var needed = Math.Min(inMemory.Bytes, LeastOnRows(samples, dimension, count));
        return onRows ?? throw NotEnough(name, samples, dimension, count, needed, memory);
    }

    /// <summary>Bytes that may be used.</summary>
    public static long MemoryOf(EigenOptions options) => options.Memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Chooses for rows of which only the sum, and so Σ, is left.</summary>
    /// <exception cref="BadDataException">What was asked for needs the rows.</exception>
    public static SolverChoice OfSum(string name, int dimension, int count, EigenOptions options)
    {
        if (options.Solver is EigenSolver.Gram or EigenSolver.GramLanczos or EigenSolver.Lanczos)
            throw new BadDataException(
                $"only the sum of the rows of {name} is left, and the solver that was asked for needs the rows; let it be chosen");
        return options.Solver == EigenSolver.Auto ? OnSecondMoment(dimension, dimension, count)
            : Asked(options.Solver, dimension, dimension, count, long.MaxValue);
    }

    private static SolverChoice Asked(EigenSolver solver, long samples, int dimension, int count, long memory)
    {
        if (solver == EigenSolver.Lanczos)
            return OnRows(samples, dimension, count, memory) ?? OnRows(samples, dimension, count, LeastOnRows(samples, dimension, count))
                ?? throw TooMany(count, dimension);
        var isGram = solver is EigenSolver.Gram or EigenSolver.GramLanczos;
        var side = isGram ? samples : dimension;
        var searches = solver is EigenSolver.GramLanczos or EigenSolver.SecondMomentLanczos;
        if (searches && LanczosRun.CapacityFor(count, (int)Math.Min(side, int.MaxValue), long.MaxValue) is null) throw TooMany(count, side);
        var bytes = isGram ? GramBytes(samples, dimension, count, searches) : SecondMomentBytes(samples, dimension, searches);
        return new SolverChoice(solver, Capacity: 0, bytes);
    }

    private static SolverChoice InMemory(long samples, int dimension, int count)
    {
        if (samples >= dimension) return OnSecondMoment(samples, dimension, count);
        var searches = LeadingEigen.IsWorthSearching(count, (int)samples);
        return new(searches ? EigenSolver.GramLanczos : EigenSolver.Gram, Capacity: 0, GramBytes(samples, dimension, count, searches));
    }

    private static SolverChoice OnSecondMoment(long samples, int dimension, int count)
    {
        var searches = LeadingEigen.IsWorthSearching(count, dimension);
        return new(searches ? EigenSolver.SecondMomentLanczos : EigenSolver.SecondMoment, Capacity: 0,
            SecondMomentBytes(samples, dimension, searches));
    }

    private static SolverChoice? OnRows(long samples, int dimension, int count, long memory)
    {
        var left = memory - PassBytes(samples, dimension) - TreeBytes(samples, dimension, count);
        return LanczosRun.CapacityFor(count, dimension, left / sizeof(double)) is { } capacity
            ? new(EigenSolver.Lanczos, capacity, OnRowsBytes(samples, dimension, count, capacity))
            : null;
    }

    private static long LeastOnRows(long samples, int dimension, int count) =>
        OnRowsBytes(samples, dimension, count, 2 * LanczosRun.BlockFor(count));

    private static long OnRowsBytes(long samples, int dimension, int count, int capacity) => PassBytes(samples, dimension)
        + TreeBytes(samples, dimension, count) + sizeof(double) * (long)dimension * (capacity + 3 * LanczosRun.BlockFor(count));

    /// <summary>A group of rows, and what the source holds.</summary>
    private static long PassBytes(long samples, int dimension) =>
        SourceBytes + sizeof(double) * (long)dimension * CenteredRows.RowsOf(dimension, samples);

    /// <summary>What a product is summed in: a block for each level of the tree but one.</summary>
    private static long TreeBytes(long samples, int dimension, int count) =>
        sizeof(double) * (long)dimension * LanczosRun.BlockFor(count) * (long)Math.Log2(ChunkLayout.OfProducts.ChunksOf(samples));

    // Σ is summed in a tree of which every level that is complete is kept; then it is decomposed or searched.
    private static long SecondMomentBytes(long samples, int dimension, bool searches)
    {
        var layout = ChunkLayout.For(dimension);
        return (long)(Square(dimension) * Math.Max(1.5 + Math.Floor(Math.Log2(samples / layout.Rows + 1)), Squares(searches)))
            + SourceBytes + sizeof(double) * (long)dimension * Math.Min(samples, layout.ShiftRows);
    }

    /// <summary>How many matrices of its size one takes that is decomposed, or searched: half of it is factored as a proof.</summary>
    private static double Squares(bool searches) => searches ? 1.5 : 5;

    // With the inner products is a panel of columns; then they are decomposed or searched, and make directions, which are copied too.
    // What one of the passes before held may still be there.
    private static long GramBytes(long samples, int dimension, int count, bool searches) => 2 * PassBytes(samples, dimension)
        + Math.Max(Square(samples) + SampleGram.PanelBytes(samples, dimension),
            (long)(Square(samples) * Squares(searches)) + 3 * sizeof(double) * (long)count * dimension);

    private static long Square(long side) => (long)Math.Min((double)side * side * sizeof(double), long.MaxValue / 64);

    private static BadDataException NotEnough(string name, long samples, int dimension, int count, long needed, long memory) => new(
        $"{name}: {count} components of {samples} × {dimension} values need {Size(needed)} of memory, "
        + $"{Size(memory)} may be used; ask for fewer components, or allow more memory");

    private static ArgumentException TooMany(int count, long side) => new(
        $"{count} components are too many to be searched for in {side} dimensions; let the solver be chosen, or ask for fewer");

    private static string Size(long bytes) => bytes < 1e9 ? Invariant($"{bytes / 1e6:0} MB") : Invariant($"{bytes / 1e9:0.0} GB");
}
