using System.Diagnostics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary>How fast this machine is right now, tried for a moment: reading rows of some data, and multiplying.</summary>
/// <param name="StartSeconds">Since this process was started.</param>
/// <param name="RowsPerSecond">Rows read.</param>
/// <param name="CellsOfRow">Values of a row, of sparse data those that it has.</param>
/// <param name="OperationsPerSecond">Additions and multiplications in products of rows with each other.</param>
/// <param name="NarrowOperationsPerSecond">The same of rows with a few directions, for which memory counts more.</param>
internal sealed record Trial(
    double StartSeconds, double RowsPerSecond, double CellsOfRow, double OperationsPerSecond, double NarrowOperationsPerSecond)
{
    private const double Seconds = 0.05;

    private const int Rows = 512, MostColumns = 512;

    // More rows than caches hold; of so many columns, so that directions of very long rows do not fill the memory.
    private const int NarrowCells = 1 << 20, MostNarrowColumns = 1 << 15;

    /// <param name="source">The rows.</param>
    /// <param name="directions">How many a pass multiplies rows with.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static Trial Of(ISampleSource source, int directions, WorkerTeam team, CancellationToken cancellationToken)
    {
        var start = (DateTime.Now - StartOfProcess()).TotalSeconds;
        var (rowsPerSecond, cellsOfRow) = Reading(source, team, cancellationToken);
        return new(start, rowsPerSecond, cellsOfRow, Multiplying(Math.Min(source.Dimension, MostColumns), team),
            MultiplyingFew(Math.Min(source.Dimension, MostNarrowColumns), directions, team));
    }

    private static DateTime StartOfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }

    private static (double RowsPerSecond, double CellsOfRow) Reading(
        ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (rows, cells, first, clock) = (0L, 0L, (Rows: 0, Seconds: 0.0), Stopwatch.StartNew());
        foreach (var (more, filled) in Blocks(source, team, cancellationToken))
        {
            (rows, cells) = (rows + more, cells + filled);
            // What is compiled and opened for the first block says nothing of the others.
            if (first.Rows == 0) (first, clock) = ((more, clock.Elapsed.TotalSeconds), Stopwatch.StartNew());
            else if (clock.Elapsed.TotalSeconds > Seconds) break;
        }
        var others = rows - first.Rows;
        return (others > 0 ? others / clock.Elapsed.TotalSeconds : first.Rows / first.Seconds, (double)cells / Math.Max(1, rows));
    }

    private static IEnumerable<(int Rows, long Cells)> Blocks(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        source is ISparseSampleSource sparse
            ? sparse.ReadSparseBlocks(team, cancellationToken).Select(block => (block.Rows, (long)block.Values.Length))
            : source.ReadBlocks(team, cancellationToken).Select(block => (block.Rows, (long)block.Rows * block.Columns));

    private static double Multiplying(int columns, WorkerTeam team)
    {
        var (samples, gram) = (new Matrix<double>(Rows, columns), new Matrix<double>(columns, columns));
        new RandomSource(0).FillNormal(samples.AsSpan());
        return TimesASecond(() => MatrixProduct.AddGram(samples, gram, team)) * Rows * columns * columns;
    }

    private static double MultiplyingFew(int columns, int directions, WorkerTeam team)
    {
        var samples = new Matrix<double>(NarrowCells / columns, columns);
        Matrix<double> axes = new(directions, columns), sums = new(directions, columns), latent = new(samples.Rows, directions);
        samples.AsSpan().Fill(1);   // else all of it is one page of zeros
        return 4.0 * samples.Rows * columns * directions * TimesASecond(() =>
        {
            MatrixProduct.MultiplyByTransposed(samples, axes, latent, team: team);
            MatrixProduct.MultiplyTransposed(latent, samples, sums, accumulate: true, team: team);
        });
    }

    private static double TimesASecond(Action act)
    {
        act();
        var (count, clock) = (0, Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < Seconds; count++) act();
        return count / clock.Elapsed.TotalSeconds;
    }
}
