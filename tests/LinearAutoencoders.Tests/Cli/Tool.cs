using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Runs the tool as a user does, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "lae.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("lae-test-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>The last line on standard error.</summary>
        public string LastError => Error.TrimEnd().Split('\n')[^1];
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>
    ///   The processes that tests start do little each: most of their time is their compilation, of which there is less where loops are
    ///   compiled in tiers too. It changes no bit.
    /// </summary>
    [ModuleInitializer]
    public static void CompileInTiers() => System.Environment.SetEnvironmentVariable("DOTNET_TC_QuickJitForLoops", "1");

    /// <summary>A process of its own, to be stopped by a signal, or to run beside another.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>
    ///   Runs one command to its end: in a process that has run others before, unless its variables are those of a process's start or it
    ///   writes binary data to standard output.
    /// </summary>
    public Outcome Run(params string[] arguments)
    {
        if (Environment.Keys.Any(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)) || arguments.Contains("-"))
            return RunAlone(arguments);
        var answer = ToolHosts.Run(new(Folder, Environment, arguments));
        return new Outcome(answer.ExitCode, answer.Output, answer.Error);
    }

    /// <summary>Runs one command to its end in a process of its own.</summary>
    public Outcome RunAlone(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
