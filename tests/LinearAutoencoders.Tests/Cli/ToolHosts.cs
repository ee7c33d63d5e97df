using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LinearAutoencoders.ToolHost;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>
///   Processes that run one command line of the tool after the other: as many as tests run at a time. They end with the tests, whose end
///   closes their standard input.
/// </summary>
internal static class ToolHosts
{
    private static readonly ConcurrentBag<Process> Idle = [];

    /// <summary>What they are called.</summary>
    public static string Name { get; } = typeof(Request).Assembly.GetName().Name!;

    /// <summary>Runs a command.</summary>
    public static Answer Run(Request request)
    {
        if (!Idle.TryTake(out var host)) host = Start();
        host.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        host.StandardInput.Flush();
        if (host.StandardOutput.ReadLine() is not { } answer)
        {
            host.WaitForExit();
            throw new InvalidOperationException(
                $"the tool ended its process, exit code {host.ExitCode}: {string.Join(' ', request.Arguments)}");
        }
        Idle.Add(host);
        return JsonSerializer.Deserialize<Answer>(answer)!;
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Request).Assembly.Location);
        return Process.Start(start)!;
    }
}
