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
    /// <summary>Does what a command line says, as <c>lae</c> does; SIGINT and SIGTERM end it with its state saved.</summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <returns>The exit code: 0 done, 1 the run failed, 2 bad usage or bad input, 130 interrupted.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        using var interruption = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return await CommandLine.RunAsync(arguments, interruption.Token).ConfigureAwait(false);

        // The first signal lets the run save its state; the second ends the process at once.
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = !interruption.IsCancellationRequested;
            interruption.Cancel();
        }
    }
}
