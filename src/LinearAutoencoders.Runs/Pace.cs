using System.Diagnostics;

namespace LinearAutoencoders.Runs;

/// <summary>How often something is done beside the work: not sooner than after a while, and a hundredth of the time at most.</summary>
/// <param name="least">The time from the end of one to the start of the next, at least.</param>
/// <param name="most">The same at most, whatever it costs; null: no limit.</param>
internal sealed class Pace(TimeSpan least, TimeSpan? most = null)
{
    private const int Share = 100;

    private long next = Environment.TickCount64 + (long)least.TotalMilliseconds;

    /// <summary>Whether it is time again. Quick.</summary>
    public bool IsTime => Environment.TickCount64 >= next;

    /// <summary>Does it, and takes note of how long it takes, also when it fails.</summary>
    public void Do(Action work)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            work();
        }
        finally
        {
            var pause = Math.Max(least.TotalMilliseconds, Share * clock.Elapsed.TotalMilliseconds);
            next = Environment.TickCount64 + (long)Math.Min(pause, most?.TotalMilliseconds ?? double.PositiveInfinity);
        }
    }
}
