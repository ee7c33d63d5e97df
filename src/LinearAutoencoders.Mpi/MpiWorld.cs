using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Mpi;

/// <summary>The processes that <c>mpirun</c>, or a scheduler, started together: ranks of one piece of work.</summary>
/// <remarks>
///   All run the same program. Fits with a team of this world read a share of the rows each and end with the same model, to the last bit
///   that of one process:
///   <code>
///   using var world = MpiWorld.Start();
///   using var team = world.Team(threads: 1);
///   var model = PrincipalComponents.Fit(source, options, team);
///   if (world.Rank == 0) model.Save("model.npz");
///   world.Finish();
///   </code>
///   All calls to MPI are made on one thread of its own. A rank that fails must end the others, which wait for it: <see cref="Abort"/>.
/// </remarks>
public sealed class MpiWorld : IDisposable, IRanks
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(0.5);

    private readonly BlockingCollection<Action> calls = [];
    private readonly Thread thread;
    private readonly MpiLibrary library;
    private readonly Timer watch;
    private readonly Stopwatch messages = new();
    private bool isFinished;

    private MpiWorld(MpiLibrary library)
    {
        this.library = library;
        thread = new Thread(Work) { IsBackground = true, Name = "MPI" };
        thread.Start();
        var parent = Parent();
        watch = new Timer(_ => EndWith(parent), null, WatchInterval, WatchInterval);
    }

    /// <summary>Whether this process was started with others.</summary>
    public static bool IsLaunched => Launcher.Current is { Size: > 1 };

    /// <summary>Which rank this process is, from 0.</summary>
    public int Rank { get; private set; }

    /// <summary>How many there are.</summary>
    public int Size { get; private set; }

    /// <summary>Starts MPI: once in a process, after it was launched by an MPI.</summary>
    /// <exception cref="MpiException">It was not, the MPI's library is not there, or it is that of another MPI.</exception>
    public static MpiWorld Start()
    {
        var launcher = Launcher.Current ?? throw new MpiException("no MPI started this process; start it with mpirun");
        var world = new MpiWorld(MpiLibrary.Load(launcher));
        world.Call(world.library.Start);
        world.Call(() => (world.Rank, world.Size) = (world.library.Rank, world.library.Size));
        if (world.Size != launcher.Size)
            throw new MpiException(
                $"{launcher.Name} started {launcher.Size} processes, but the MPI library that was loaded knows of {world.Size}: it is "
                + $"that of another MPI; set {Launcher.LibraryVariable} to the one that belongs to the launcher");
        return world;
    }

    /// <summary>Threads of this rank, for work that all ranks do together.</summary>
    /// <param name="threads">At least 1.</param>
    public WorkerTeam Team(int threads) => new(threads, this);

    /// <summary>How long a rank has sent, received and waited for messages, the least of all ranks: the others wait for that one.</summary>
    /// <remarks>All ranks ask at the same point of their work.</remarks>
    internal TimeSpan LeastMessageTime() => TimeSpan.FromTicks(this.Least(messages.Elapsed.Ticks));

    /// <summary>Waits for all ranks to come here, and ends MPI.</summary>
    /// <exception cref="MpiException">MPI says that something went wrong.</exception>
    public void Finish()
    {
        if (isFinished) return;
        isFinished = true;
        Call(library.Finish);
    }

    /// <summary>Ends all ranks at once, this one too; what was written before is whole.</summary>
    /// <param name="code">The exit code; most launchers hand it on.</param>
    public void Abort(int code)
    {
        // Not on MPI's thread: it may wait for a rank that waits for this one.
        library.Abort(code);
        Environment.Exit(code);
    }

    /// <summary>Ends MPI's thread.</summary>
    public void Dispose()
    {
        watch.Dispose();
        calls.CompleteAdding();
        thread.Join(TimeSpan.FromSeconds(1));
    }

    unsafe void IRanks.Send(ReadOnlySpan<byte> message, int to)
    {
        fixed (byte* start = message)
        {
            var (address, length) = ((nint)start, message.Length);
            Exchange(() => library.Send((byte*)address, length, to));
        }
    }

    unsafe void IRanks.Receive(Span<byte> message, int from)
    {
        fixed (byte* start = message)
        {
            var (address, length) = ((nint)start, message.Length);
            Exchange(() => library.Receive((byte*)address, length, from));
        }
    }

    // A launcher that was killed cannot end its ranks, and not every MPI notices.
    private static void EndWith(int parent)
    {
        if (Parent() == parent) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int Parent();

    private void Exchange(Action call)
    {
        messages.Start();
        Call(call);
        messages.Stop();
    }

    private void Call(Action call)
    {
        using var done = new ManualResetEventSlim();
        ExceptionDispatchInfo? failure = null;
        calls.Add(() =>
        {
            try
            {
                call();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
            done.Set();
        });
        done.Wait();
        failure?.Throw();
    }

    private void Work()
    {
        foreach (var call in calls.GetConsumingEnumerable()) call();
    }
}
