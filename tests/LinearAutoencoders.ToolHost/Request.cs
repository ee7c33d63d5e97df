namespace LinearAutoencoders.ToolHost;

/// <summary>A command line to run.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Variables">Of the environment, none of which is there otherwise.</param>
/// <param name="Arguments">The command line without the program's name.</param>
public sealed record Request(string Folder, IReadOnlyDictionary<string, string> Variables, string[] Arguments);

/// <summary>What became of it.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">And to standard error.</param>
public sealed record Answer(int ExitCode, string Output, string Error);
