using System.Diagnostics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Runs the tool as a user does: a process of its own, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lae-test-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>The last line on standard error.</summary>
        public string LastError => Error.TrimEnd().Split('\n')[^1];
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lae.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Outcome Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
