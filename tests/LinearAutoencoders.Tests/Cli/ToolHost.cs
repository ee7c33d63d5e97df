using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>
///   Processes that run one command line of the tool after the other: as many as tests run at a time. They end with the tests, whose end
///   closes their standard input.
/// </summary>
internal static class ToolHost
{
    private static readonly ConcurrentBag<Process> Idle = [];

    /// <summary>Runs a command in a folder.</summary>
    public static Tool.Outcome Run(string folder, string[] arguments)
    {
        if (!Idle.TryTake(out var host)) host = Start();
        string[] request = [folder, .. arguments];
        host.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        host.StandardInput.Flush();
        if (host.StandardOutput.ReadLine() is not { } answer)
        {
            host.WaitForExit();
            throw new InvalidOperationException($"the tool ended its process, exit code {host.ExitCode}: {string.Join(' ', arguments)}");
        }
        Idle.Add(host);
        return JsonSerializer.Deserialize<string[]>(answer) is [var code, var output, var error]
            ? new(int.Parse(code, CultureInfo.InvariantCulture), output, error)
            : throw new InvalidOperationException($"not an answer: {answer}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LinearAutoencoders.ToolHost.dll"));
        return Process.Start(start)!;
    }
}
