using System.Diagnostics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Cli.Display;

/// <summary>Says how far passes over data are, those that take a while.</summary>
/// <param name="name">What the data is called.</param>
/// <param name="display">Where it is said.</param>
/// <param name="next">Is told as well; null: nobody.</param>
internal sealed class ReadingLine(string name, RunDisplay display, IProgress<ReadingProgress>? next = null)
    : IProgress<ReadingProgress>, IDisposable
{
    private const double LeastSeconds = 0.5;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly TransientLine line = display.Transient();
    private int pass = 1;

    public void Report(ReadingProgress value)
    {
        next?.Report(value);
        if (value.Pass != pass) Begin(value.Pass);
        // The rate of a pass that has only begun says nothing.
        if (clock.Elapsed.TotalSeconds > LeastSeconds) line.Show(() => Text(value));
    }

    public void Dispose() => line.Dispose();

    private void Begin(int number)
    {
        pass = number;
        clock.Restart();
        // Each pass has buffers of its own: left to itself, the collector lets those of a dozen passes add up.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    private string Text(ReadingProgress value)
    {
        var rate = value.Rows / clock.Elapsed.TotalSeconds;
        var start = $"{name}: pass {value.Pass}, {NumberText.Count(value.Rows)}";
        if (value.Rows == 0) return $"{start} rows";
        if (value.Count is not { } count) return $"{start} rows, {NumberText.Rate(rate)} rows/s";
        if (value.Rows >= count) return $"{start} rows read, finding components";
        var left = TimeSpan.FromSeconds((count - value.Rows) / rate);
        return $"{start} of {NumberText.Count(count)} rows, {NumberText.Rate(rate)} rows/s, {NumberText.Duration(left)} left";
    }
}
