using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>The commands of docs/scale.md and of samples/scale, run as they stand there.</summary>
public partial class ScaleDocumentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    [Fact]
    public void EveryCommandOfTheDocument_Runs_AndEndsInTheSameModel()
    {
        using var folder = new Tool();
        var blocks = Blocks(File.ReadAllText(Path.Combine(Root, "docs", "scale.md"))).ToList();
        Assert.InRange(blocks.Count, 6, 30);
        var notMade = new List<string>();
        foreach (var block in blocks)
        {
            if ((Missing(block) ?? notMade.Find(block.Contains)) is { } tool)
            {
                notMade.AddRange(Regex.Matches(block, @"(?:-o|--out) (\S+)").Select(output => output.Groups[1].Value));
                TestContext.Current.SendDiagnosticMessage("{0} is not there: passed over: {1}", tool, block);
                continue;
            }
            Shell(folder, block);
        }
    }

    [Fact]
    public void TheShellScript_GoesOnWhereItWasStopped()
    {
        using var folder = new Tool();
        WriteRows(folder);
        Shell(folder, $"{Root}/samples/scale/shards.sh rows.csv 3 2");
        var part = File.GetLastWriteTimeUtc(folder.PathOf("part-2.npz"));
        File.Delete(folder.PathOf("part-1.npz"));
        Shell(folder, $"{Root}/samples/scale/shards.sh rows.csv 3 2");
        Assert.Equal(part, File.GetLastWriteTimeUtc(folder.PathOf("part-2.npz")));
        Assert.True(File.Exists(folder.PathOf("model.npz")));
    }

    /// <summary>What a pod of the manifest does, with the index that Kubernetes would give it.</summary>
    [Fact]
    public void TheManifest_SumsAShardInEachPod()
    {
        using var folder = new Tool();
        WriteRows(folder);
        var manifest = File.ReadAllText(Path.Combine(Root, "samples", "scale", "kubernetes.yaml"));
        var command = Regex.Match(manifest, @"^ +- (i=.*)$", RegexOptions.Multiline).Groups[1].Value
            .Replace("/data/", "", StringComparison.Ordinal).Replace("/out/", "", StringComparison.Ordinal);
        var count = int.Parse(Regex.Match(manifest, @"completions: (\d+)").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        for (var index = 0; index < count; index++) Shell(folder, $"JOB_COMPLETION_INDEX={index}; {command}");
        Shell(folder, "lae merge part-*.npz -o moments.npz");
        Assert.Equal(2, ExitCodeOf(folder, "JOB_COMPLETION_INDEX=8; " + command));   // fails its index
    }

    private static void WriteRows(Tool folder) => Shell(folder,
        "seq 1 20000 | awk 'BEGIN { srand(1); print \"a,b,c\" } { x = rand(); print 9*x \",\" 4*x+rand() \",\" rand() }' > rows.csv");

    private static string? Missing(string block) => new[] { "mpirun", "parallel" }.FirstOrDefault(
        tool => Regex.IsMatch(block, $@"^{tool}\b", RegexOptions.Multiline) && !IsThere(tool));

    private static bool IsThere(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    private static IEnumerable<string> Blocks(string document) => Block().Matches(document).Select(match => match.Groups[1].Value);

    private static void Shell(Tool folder, string script) => Assert.Equal(0, ExitCodeOf(folder, script));

    private static int ExitCodeOf(Tool folder, string script)
    {
        var tools = Directory.CreateDirectory(folder.PathOf("bin")).FullName;
        var lae = Path.Combine(tools, "lae");
        if (!File.Exists(lae))
        {
            File.WriteAllText(lae, $"#!/bin/sh\nexec dotnet '{Tool.Program}' \"$@\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(lae, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var start = new ProcessStartInfo("sh")
        {
            WorkingDirectory = folder.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-euc");
        start.ArgumentList.Add(script);
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in Mpi.Loopback) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TestContext.Current.TestOutputHelper?.WriteLine($"{script}\n{error.GetAwaiter().GetResult()}");
        return process.ExitCode;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
