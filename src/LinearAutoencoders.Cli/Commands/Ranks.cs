using System.Diagnostics;
using System.IO.Compression;
using System.Text;
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

    private static readonly Stopwatch Clock = new();

    private static MpiWorld? world;
    private static string? scratch;
    private static RankStatus? status;
    private static bool hasStarted;
    private static int? interruptedBy;
    private static TextWriter? silenced;

    /// <summary>Whether what this process computes is also computed by the first rank.</summary>
    public static bool IsFollower => MpiWorld.IsLaunched && Launcher.Current!.Rank > 0;

    /// <summary>Before anything is written: Open MPI gives ranks a terminal, whose start-up codes would stand before the output.</summary>
    public static void Begin()
    {
        if (MpiWorld.IsLaunched) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    /// <summary>From here on the first rank keeps beside what it writes how the ranks end; alone there is nothing to keep.</summary>
    /// <param name="output">The model, or the folder.</param>
    public static void KeepStatusOf(string output)
    {
        if (!MpiWorld.IsLaunched || IsFollower) return;
        status = new RankStatus(RankStatus.PathOf(output), Launcher.Current!.Size);
        status.Begin();
    }

    /// <summary>A team of threads that shares its work with those of the other ranks; from here on followers are silent.</summary>
    /// <param name="threads">How many; null: the machine's cores, divided among its ranks.</param>
    /// <exception cref="MpiException">A launcher started this process, but its MPI cannot be had.</exception>
    public static WorkerTeam Team(int? threads)
    {
        if (!MpiWorld.IsLaunched) return new WorkerTeam(OutputArguments.Threads(threads));
        if (world is null) Start();
        return world!.Team(OutputArguments.Threads(threads ?? Math.Max(1, Environment.ProcessorCount / Launcher.Current!.SizeOnMachine)));
    }

    /// <summary>Where a follower puts what the first rank keeps.</summary>
    public static string FolderOr(Func<string> folder)
    {
        if (!IsFollower) return folder();
        try
        {
            return Path.Combine(scratch ??= Directory.CreateTempSubdirectory("lae-rank-").FullName, "run");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Path.GetTempPath()}: this rank cannot make a folder there; set TMPDIR to one where it can", failure);
        }
    }

    /// <summary>Gives the followers what is in the first rank's folder: a run goes on, or has ended, on all of them.</summary>
    public static void ShareFolder(string path)
    {
        if (world is null) return;
        using var files = new MemoryStream();
        if (world.Rank == 0 && Directory.Exists(path)) ZipFile.CreateFromDirectory(path, files);
        using var sent = new MemoryStream(world.FromFirst(files.ToArray()));
        if (world.Rank > 0 && sent.Length > 0) ZipFile.ExtractToDirectory(sent, path);
    }

    /// <summary>A signal came, to all ranks: said and kept at once, as a launcher that has it too soon kills them.</summary>
    /// <param name="code">The exit code that it asks for.</param>
    public static void Interrupt(int code)
    {
        // Some launchers terminate ranks of which one failed; that one has said why.
        if (IsFollower || status is not { IsRunning: true }) return;
        interruptedBy = code;
        var cause = code switch { ExitCode.Terminated => "terminated", ExitCode.HungUp => "hung up", _ => "interrupted" };
        status.Fail(code, Launcher.Current!.Rank, cause);
        Say(cause);
    }

    /// <summary>Ends a command that came to its end on this rank; on the others it does too.</summary>
    /// <returns>The exit code.</returns>
    public static int End(int code)
    {
        Clean();
        if (code is ExitCode.Interrupted or ExitCode.Terminated or ExitCode.HungUp)
        {
            Interrupt(code);  // of a button or a file nobody has said it yet
            Abort(code);
        }
        if (world is null) return code;
        var (seconds, messages) = (Clock.Elapsed.TotalSeconds, world.LeastMessageTime().TotalSeconds);
        world.Finish();
        try
        {
            if (!IsFollower) status?.End(code, seconds, messages);
            return code;
        }
        catch (IOException failure)
        {
            Terminal.Error.WriteLine($"lae: {failure.Message}");
            return ExitCode.RunFailed;
        }
    }

    /// <summary>Says why this rank failed, and ends all of them.</summary>
    /// <param name="message">One line.</param>
    /// <param name="code">The exit code.</param>
    public static void Fail(string message, int code)
    {
        var isSaid = code == ExitCode.Interrupted && interruptedBy is not null;
        if (isSaid) code = interruptedBy!.Value;
        if (!IsFollower && !isSaid) Say(message);
        StartToEnd();
        if (IsFollower && world is null) return;   // and so has the first rank, which says so
        if (IsFollower)
        {
            Thread.Sleep(Patience);
            Say(message);
        }
        Clean();
        if (!isSaid) status?.Fail(code, world?.Rank ?? 0, message);
        world?.Abort(code);
    }

    /// <summary>Who fails before MPI is there starts it all the same: the others may wait in its start, some launchers for ever.</summary>
    private static void StartToEnd()
    {
        if (!MpiWorld.IsLaunched || hasStarted) return;
        try
        {
            Start();
        }
        catch (MpiException)
        {
            // Then nobody waits in it.
        }
    }

    private static void Say(string message)
    {
        if (silenced is not null) Console.SetError(silenced);
        var rank = MpiWorld.IsLaunched ? $"rank {Launcher.Current!.Rank} of {Launcher.Current.Size}: " : "";
        Terminal.Error.WriteLine($"lae: {rank}{message}");
    }

    private static void Start()
    {
        hasStarted = true;
        world = MpiWorld.Start();
        Clock.Start();
        // The first rank knows where; another may fail, and say so there.
        var path = Encoding.UTF8.GetString(world.FromFirst(Encoding.UTF8.GetBytes(status?.Path ?? "")));
        if (world.Rank == 0) return;
        if (path.Length > 0) status = new(path, world.Size);
        silenced = Console.Error;
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
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
