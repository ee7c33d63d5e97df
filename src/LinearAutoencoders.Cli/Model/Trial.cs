using System.Diagnostics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary>How fast this machine is right now, tried for a moment: reading rows of some data, and multiplying.</summary>
/// <param name="StartSeconds">Since this process was started.</param>
/// <param name="RowsPerSecond">Rows read.</param>
/// <param name="OperationsPerSecond">Additions and multiplications in products.</param>
internal sealed record Trial(double StartSeconds, double RowsPerSecond, double OperationsPerSecond)
{
    private const double Seconds = 0.05;

    private const int Rows = 512, MostColumns = 512;

    public static Trial Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken) =>
        new((DateTime.Now - StartOfProcess()).TotalSeconds,
            Reading(source, team, cancellationToken), Multiplying(Math.Min(source.Dimension, MostColumns), team));

    private static DateTime StartOfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }

    private static double Reading(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (rows, clock) = (0L, new Stopwatch());
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            // What is compiled and opened for the first block says nothing of the others.
            if (!clock.IsRunning) clock.Start();
            else rows += block.Rows;
            if (clock.Elapsed.TotalSeconds > Seconds && rows > 0) break;
        }
        // All of it in one block took no time that counts.
        return rows == 0 ? double.PositiveInfinity : rows / clock.Elapsed.TotalSeconds;
    }

    private static double Multiplying(int columns, WorkerTeam team)
    {
        var (samples, gram) = (new Matrix<double>(Rows, columns), new Matrix<double>(columns, columns));
        new RandomSource(0).FillNormal(samples.AsSpan());
        MatrixProduct.AddGram(samples, gram, team);
        var (count, clock) = (0, Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < Seconds; count++) MatrixProduct.AddGram(samples, gram, team);
        return (double)count * Rows * columns * columns / clock.Elapsed.TotalSeconds;
    }
}
