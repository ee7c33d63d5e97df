using System.Runtime;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Cli.Model;

/// <summary>What a fit will take, from the shape of its data and two short trials.</summary>
internal sealed class FitPlan
{
    // Measured: the tool as native code, and on a runtime that compiles it.
    private static readonly double BaseBytes = JitInfo.GetCompiledMethodCount() == 0 ? 26e6 : 60e6;

    // Measured: what reading a held table leaves behind, as a multiple of it.
    private const double HeldFactor = 1.05;

    // The tool has been started to plan; to fit it compiles more.
    private const double StartFactor = 1.5;

    // Measured: rows longer than the caches, of which two threads have little each, take so many times what their trial says.
    private const double LongRowsFactor = 2.5;

    // Measured: a value of sparse data, whose place is looked up, takes as long as so many of dense data.
    private const double SparseFactor = 8;

    // Measured: the model, written and synced.
    private const double WrittenBytesPerSecond = 1e8;

    // Of the usual spectra; the trials of docs/performance.md take 7 to 11.
    private const int SearchPasses = 9;

    private readonly SolverChoice choice;
    private readonly double rows, columns, cells, block;

    public FitPlan(DataPreview data, int count, EigenOptions options, Trial trial)
    {
        (Data, Count) = (data, count);
        choice = SolverChoice.For(data.Name, data.Rows, data.Source.Dimension, count, options);
        (rows, columns, block) = (data.Rows, data.Source.Dimension, LanczosRun.BlockFor(count));
        cells = rows * trial.CellsOfRow * (data.Source is ISparseSampleSource ? SparseFactor : 1);
        PeakBytes = (long)(BaseBytes + Math.Max(HeldFactor * data.OpeningBytes, HeldFactor * data.HeldBytes + choice.Bytes));
        var readings = data.SurveyPasses + (data.HeldBytes > 0 ? 0 : Passes);
        // Panels of columns are centred, copied and transposed: about as much again.
        var isTransposed = Solver is EigenSolver.Gram or EigenSolver.GramLanczos;
        var ofSecondMoment = Solver is EigenSolver.SecondMoment or EigenSolver.SecondMomentLanczos;
        var writing = sizeof(double) * Count * columns / WrittenBytesPerSecond;
        Seconds = StartFactor * trial.StartSeconds + writing + (ofSecondMoment ? 1 : LongRowsFactor)
            * (readings * (isTransposed ? 2 : 1) * rows / trial.RowsPerSecond
                + Operations() / trial.OperationsPerSecond + NarrowOperations() / trial.NarrowOperationsPerSecond);
    }

    /// <summary>The same fit as ranks divide it: each of them as fast as this machine.</summary>
    public DividedFit Divided(Trial trial) => new(
        Data.Rows, Data.Source.Dimension, Count, Solver, SearchPasses, trial.RowsPerSecond, trial.OperationsPerSecond);

    /// <summary>What a rank takes, when each of so many holds its part of what the data takes while it is open.</summary>
    public long PeakBytesOf(int ranks) => PeakBytes - (long)(HeldFactor * Data.HeldBytes * (1 - 1.0 / ranks));

    public DataPreview Data { get; }

    public int Count { get; }

    public EigenSolver Solver => choice.Solver;

    /// <summary>Times that all rows are read once the data is open.</summary>
    public int Passes => Solver switch
    {
        EigenSolver.SecondMoment or EigenSolver.SecondMomentLanczos => 1 + CertificatePasses,
        // The mean, the panels, the directions; the jackknife needs no rows where all of their products are decomposed.
        EigenSolver.Gram => 2 + SampleGram.PanelsOf(Data.Rows, Data.Source.Dimension),
        EigenSolver.GramLanczos => 2 + SampleGram.PanelsOf(Data.Rows, Data.Source.Dimension) + CertificatePasses,
        _ => 1 + SearchPasses + CertificatePasses,
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

    // The jackknife sums over shards.
    private const int CertificatePasses = 1;

    private double Side => Math.Min(rows, columns);

    private bool IsWide => rows < columns;

    private double Operations() => Solver switch
    {
        EigenSolver.SecondMoment or EigenSolver.Gram => Products() + 12 * Side * Side * Side,
        EigenSolver.SecondMomentLanczos or EigenSolver.GramLanczos => Products() + Side * Side * (Side + 2 * SearchPasses * block),
        _ => 0,
    };

    private double Products() => IsWide ? rows * rows * columns : rows * columns * columns;

    // Of the certificate's pass; of the directions of wide data; of a search on the rows, in which each direction meets those before it.
    private double NarrowOperations() => 4 * cells * Count * CertificatePasses + Solver switch
    {
        EigenSolver.SecondMoment or EigenSolver.SecondMomentLanczos => 0,
        EigenSolver.Gram or EigenSolver.GramLanczos => 8 * cells * Count,
        _ => SearchPasses * 4 * block * (cells + columns * choice.Capacity),
    };
}
