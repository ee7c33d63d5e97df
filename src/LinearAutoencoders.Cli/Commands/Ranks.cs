using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Mpi;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli;

/// <summary>This process as one of those that an MPI launcher started together; alone, if none did.</summary>
/// <remarks>
///   All ranks run the same command to the same end, and only the first shows and keeps what comes of it. Whoever fails says so, with its
///   rank, and ends the others, which may be waiting for it.
/// </remarks>
internal static class Ranks
{
    /// <summary>What happens to all ranks is said by the first; the others give it the time to.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static MpiWorld? world;
    private static string? scratch;

    /// <summary>Whether what this process computes is also computed by the first rank.</summary>
    public static bool IsFollower => MpiWorld.IsLaunched && Launcher.Current!.Rank > 0;

    /// <summary>Before anything is written: Open MPI gives ranks a terminal, whose start-up codes would stand before the output.</summary>
    public static void Begin()
    {
        if (MpiWorld.IsLaunched) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    /// <summary>A team of threads that shares its work with those of the other ranks; from here on followers are silent.</summary>
    /// <param name="threads">How many; null: the machine's cores, divided among its ranks.</param>
    /// <exception cref="MpiException">A launcher started this process, but its MPI cannot be had.</exception>
    public static WorkerTeam Team(int? threads)
    {
        if (!MpiWorld.IsLaunched) return new WorkerTeam(OutputArguments.Threads(threads));
        world ??= MpiWorld.Start();
        if (world.Rank > 0)
        {
            Console.SetOut(TextWriter.Null);
            Console.SetError(TextWriter.Null);
        }
        return world.Team(OutputArguments.Threads(threads ?? Math.Max(1, Environment.ProcessorCount / Launcher.Current!.SizeOnMachine)));
    }

    /// <summary>Where a follower puts what the first rank keeps.</summary>
    public static string FolderOr(Func<string> folder) => IsFollower
        ? Path.Combine(scratch ??= Directory.CreateTempSubdirectory("lae-rank-").FullName, "run") : folder();

    /// <summary>Ends a command that came to its end on this rank; on the others it does too.</summary>
    public static void End(int code)
    {
        Clean();
        if (code is ExitCode.Interrupted or ExitCode.Terminated or ExitCode.HungUp) Abort(code);
        world?.Finish();
    }

    /// <summary>Says why this rank failed, and ends all of them.</summary>
    /// <param name="message">One line.</param>
    /// <param name="code">The exit code.</param>
    public static void Fail(string message, int code)
    {
        if (world is null && IsFollower) return;  // what is wrong with the command line, the first rank says
        if (IsFollower) Thread.Sleep(Patience);
        using var error = new StreamWriter(Console.OpenStandardError());
        error.WriteLine(Terminal.Shown(world is null ? $"lae: {message}" : $"lae: rank {world.Rank} of {world.Size}: {message}"));
        error.Flush();
        Clean();
        world?.Abort(code);
    }

    private static void Abort(int code)
    {
        if (world is null) return;
        if (IsFollower) Thread.Sleep(Patience);
        world.Abort(code);
    }

    private static void Clean()
    {
        if (scratch is null) return;
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (IOException)
        {
            // It is in the folder of what may be deleted.
        }
    }
}
