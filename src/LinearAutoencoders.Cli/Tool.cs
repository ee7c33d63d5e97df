using System.Globalization;
using System.Runtime.InteropServices;

namespace LinearAutoencoders.Cli;

/// <summary>The command-line tool, for programs that add to it: they register their methods and hand over their arguments.</summary>
/// <example><code>
/// Method.Registry.Add(new MyMethod());
/// return await Tool.RunAsync(args);   // compare --data digits -k 10 --methods mine,rag
/// </code></example>
public static class Tool
{
    /// <summary>How long what saves a run's state has left after a second signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>
    ///   Does what a command line says, as <c>lae</c> does; SIGINT, SIGTERM and SIGHUP end it with its state saved, and once more at once.
    /// </summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <returns>
    ///   The exit code: 0 done, 1 the run failed, 2 bad usage or bad input, 130 interrupted, 143 terminated, 129 hung up.
    /// </returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Ranks.Begin();
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        using var interruption = new CancellationTokenSource();
        using var ended = new ManualResetEventSlim();
        var interruptedBy = ExitCode.Interrupted;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, ExitCode.Terminated));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Interrupt(context, ExitCode.HungUp));
        try
        {
            var code = await CommandLine.RunAsync(arguments, interruption.Token).ConfigureAwait(false);
            if (code == ExitCode.Interrupted) code = interruptedBy;
            return Ranks.End(code);
        }
        finally
        {
            ended.Set();
        }

        // The first signal lets the run save its state. The second ends the process: as soon as that is saved, at the latest when the
        // time is up; the state before is whole then.
        void Interrupt(PosixSignalContext context, int code)
        {
            context.Cancel = !interruption.IsCancellationRequested || ended.Wait(Grace);
            if (interruption.IsCancellationRequested) return;
            interruptedBy = code;
            Ranks.Interrupt(code);
            interruption.Cancel();
        }
    }
}
