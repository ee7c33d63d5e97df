using System.Diagnostics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Display;

/// <summary>The rows of a source; a pass over them that takes a while says how far it is.</summary>
/// <param name="source">The rows.</param>
/// <param name="display">Where it says so.</param>
internal sealed class WatchedSource(ISampleSource source, RunDisplay display) : ISampleSource
{
    private int passes;

    public int Dimension => source.Dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    public double RelativeRounding => source.RelativeRounding;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        var (pass, rows, clock) = (++passes, 0L, Stopwatch.StartNew());
        using var transient = display.Transient();
        foreach (var block in source.ReadBlocks(team, cancellationToken))
        {
            yield return block;
            rows += block.Rows;
            transient.Show(() => Line(pass, rows, clock.Elapsed));
        }
    }

    private string Line(int pass, long rows, TimeSpan elapsed)
    {
        var rate = rows / elapsed.TotalSeconds;
        var (of, left) = Count is { } count
            ? ($" of {NumberText.Count(count)}", $", {NumberText.Duration(TimeSpan.FromSeconds((count - rows) / rate))} left") : ("", "");
        return $"{Name}: pass {pass}, {NumberText.Count(rows)}{of} rows, {NumberText.Rate(rate)} rows/s{left}";
    }
}
