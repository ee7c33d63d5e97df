using System.Diagnostics;

namespace LinearAutoencoders.Cli.Display;

/// <summary>
///   How far work is, once it has taken a second: a line of the terminal that is written over and goes at the end; elsewhere one now and
///   then, for a log.
/// </summary>
/// <param name="isTerminal">Whether somebody watches; null: nothing is to be shown at all.</param>
/// <param name="width">Of the terminal.</param>
internal sealed class TransientLine(bool? isTerminal, int width) : IDisposable
{
    private const double FirstSeconds = 1, TerminalSeconds = 0.2, LogSeconds = 5;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double next = FirstSeconds;
    private bool isShown;

    /// <summary>Shows a line if it is time.</summary>
    public void Show(Func<string> line)
    {
        if (isTerminal is not { } overwritten || clock.Elapsed.TotalSeconds < next) return;
        next = clock.Elapsed.TotalSeconds + (overwritten ? TerminalSeconds : LogSeconds);
        if (!overwritten)
        {
            Console.Error.WriteLine(line());
            return;
        }
        var text = line();
        Console.Error.Write("\r" + (text.Length < width ? text.PadRight(width - 1) : text[..(width - 1)]));
        isShown = true;
    }

    public void Dispose()
    {
        if (isShown) Console.Error.Write("\r" + new string(' ', width - 1) + "\r");
    }
}
