using System.Diagnostics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>Runs the tool on several ranks, as a user of an MPI does.</summary>
internal static class Mpi
{
    // Of a machine with two cores and no network: more ranks than cores, and nothing but the loopback.
    public static readonly (string Name, string Value)[] Loopback =
    [
        ("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"), ("OMPI_MCA_pml", "ob1"),
        ("OMPI_MCA_btl", "self,vader,tcp"), ("OMPI_MCA_btl_tcp_if_include", "lo"), ("OMPI_MCA_oob_tcp_if_include", "lo"),
        ("OMPI_MCA_rmaps_base_oversubscribe", "1"), ("OMPI_MCA_mpi_yield_when_idle", "1"), ("OMPI_MCA_hwloc_base_binding_policy", "none"),
    ];

    /// <summary>The launchers that are looked for, by the names that Debian gives them.</summary>
    public static TheoryData<string> Launchers => ["mpirun.openmpi", "mpirun.mpich"];

    /// <summary>Skips a test where a launcher cannot be had.</summary>
    public static void Require(string launcher)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var package = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? "openmpi-bin" : "mpich";
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, launcher))),
            $"{launcher} is not installed: apt-get install {package}");
    }

    /// <summary>The tool on so many ranks.</summary>
    public static Tool.Outcome RunRanks(this Tool tool, string launcher, int ranks, params string[] arguments) =>
        Run(tool, launcher, ranks, ToolLine(arguments));

    /// <summary>The tool on three ranks, for the second of which a line of the shell comes first.</summary>
    public static Tool.Outcome RunOneRankApart(this Tool tool, string launcher, string shell, params string[] arguments) =>
        Run(tool, launcher, 3,
            ["sh", "-c", $"[ \"${{OMPI_COMM_WORLD_RANK:-$PMI_RANK}}\" != 1 ] || {shell}; exec \"$@\"", "sh", .. ToolLine(arguments)]);

    public static Process StartRanks(this Tool tool, string launcher, int ranks, params string[] arguments) =>
        Start(tool, launcher, ranks, ToolLine(arguments));

    private static string[] ToolLine(string[] arguments) => ["dotnet", Tool.Program, .. arguments];

    private static Tool.Outcome Run(Tool tool, string launcher, int ranks, string[] command)
    {
        using var process = Start(tool, launcher, ranks, command);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "the ranks hang");
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static Process Start(Tool tool, string launcher, int ranks, string[] command)
    {
        var start = new ProcessStartInfo(launcher)
        {
            WorkingDirectory = tool.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] line = ["-n", $"{ranks}", .. command];
        foreach (var argument in line) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Loopback) start.Environment[name] = value;
        foreach (var (name, value) in tool.Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
