using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What a fit will take, from the shape of its data and two short trials.</summary>
internal sealed class FitPlan
{
    // The runtime, the code, and what is collected only now and then.
    private const double BaseBytes = 52e6;

    // Starting the tool, and compiling what runs.
    private const double StartSeconds = 0.4;

    // Of the usual spectra.
    private const int SearchPasses = 12;

    private readonly SolverChoice choice;
    private readonly double rows, columns, block;

    public FitPlan(DataPreview data, int count, EigenOptions options, Trial trial)
    {
        (Data, Count) = (data, count);
        choice = SolverChoice.For(data.Name, data.Rows, data.Source.Dimension, count, options);
        (rows, columns, block) = (data.Rows, data.Source.Dimension, LanczosRun.BlockFor(count));
        PeakBytes = (long)(BaseBytes + data.HeldBytes + StreamBytes() + SolverBytes());
        Seconds = StartSeconds + (Passes + data.SurveyPasses) * rows / trial.RowsPerSecond + Operations() / trial.OperationsPerSecond;
    }

    public DataPreview Data { get; }

    public int Count { get; }

    public EigenSolver Solver => choice.Solver;

    /// <summary>Times that all rows are read once the data is open.</summary>
    public int Passes => Solver switch
    {
        EigenSolver.SecondMoment or EigenSolver.SecondMomentLanczos => 1 + CertificatePasses,
        EigenSolver.Gram or EigenSolver.GramLanczos => 1 + SampleGram.PanelsOf(Data.Rows, Data.Source.Dimension) + 2 + CertificatePasses,
        _ => 1 + SearchPasses + 1 + CertificatePasses,
    };

    public long PeakBytes { get; }

    public double Seconds { get; }

    /// <summary>Why it is this solver.</summary>
    public string Why => Solver switch
    {
        EigenSolver.SecondMoment => Invariant($"Σ, {columns} × {columns}, is small: all its eigenvectors are computed"),
        EigenSolver.SecondMomentLanczos =>
            Invariant($"Σ, {columns} × {columns}, fits into memory, and {Count} of its eigenvectors are found sooner than all"),
        EigenSolver.Gram => Invariant($"there are fewer rows than columns: the {rows} × {rows} products of rows with each other do"),
        EigenSolver.GramLanczos => Invariant(
            $"there are fewer rows than columns: the {rows} × {rows} products of rows do, and {Count} eigenvectors of them"),
        _ => Invariant($"Σ, {columns} × {columns}, is large: the rows are read again and again instead, and nothing that large is made"),
    };

    // The jackknife sums over shards, then holds them against the whole.
    private const int CertificatePasses = 2;

    private double Side => Math.Min(rows, columns);

    private bool IsWide => rows < columns;

    /// <summary>Blocks as they are read, converted and centred.</summary>
    private double StreamBytes() => sizeof(double) * columns * Math.Min(rows, 3 * 512);

    private double SolverBytes() => Solver switch
    {
        EigenSolver.Lanczos => choice.Bytes,
        _ => choice.Bytes,
    };

    private double Operations()
    {
        var passes = 4 * rows * columns * Count * CertificatePasses;
        return Solver switch
        {
            EigenSolver.SecondMoment or EigenSolver.Gram => passes + Products() + 12 * Side * Side * Side,
            EigenSolver.SecondMomentLanczos or EigenSolver.GramLanczos =>
                passes + Products() + Side * Side * (Side + 2 * SearchPasses * block),
            _ => passes + SearchPasses * (4 * rows * columns * block + 4 * columns * choice.Capacity * block),
        };
    }

    private double Products() => IsWide ? rows * rows * columns + 8 * rows * columns * Count : rows * columns * columns;
}
