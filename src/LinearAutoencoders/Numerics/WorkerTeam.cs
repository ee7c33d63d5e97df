using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using static System.FormattableString;

namespace LinearAutoencoders.Numerics;

/// <summary>A part of a job that can be done beside its other parts.</summary>
internal interface IPartedJob
{
    /// <summary>Does part <paramref name="part"/> of <paramref name="parts"/>.</summary>
    void Run(int part, int parts);
}

/// <summary>A fixed number of threads that do the parts of a job side by side; the caller's thread is one of them.</summary>
/// <remarks>
///   How many threads there are never shows in a result: jobs are split over cells of the result only. Parts are not dealt out
///   but taken: a thread that wakes late finds its share done. Threads without work look out for the next job for a moment,
///   then sleep. One job runs at a time; a job started while another runs, or from within a part, is done by its caller alone.
///   <para>Where a method takes a team and gets none, it uses <see cref="Shared"/>.</para>
/// </remarks>
public sealed unsafe class WorkerTeam : IDisposable
{
    // Longer than the elementwise work between two products of a step, shorter than anyone would notice.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private const int MostThreads = 1024;

    private static readonly Lazy<WorkerTeam> SharedTeam = new(() => new(Math.Min(Environment.ProcessorCount, MostThreads)));

    private readonly Thread[] workers;
    private readonly object sleepers = new();
    private readonly object callerGate = new();

    // The job's number above, its parts that are not yet taken below: one word, so that a part of a job that has ended, or a
    // part beyond the last, can never be taken.
    private long ticket;

    // Written before the ticket and read after a part was taken: then the caller still waits, and what they point at lives.
    private void* job;
    private delegate*<void*, int, int, void> runPart;
    private int partCount;

    private int unfinished;
    private int sleeping;
    private int busy;
    private bool callerSleeps;
    private bool disposed;
    private ExceptionDispatchInfo? failure;

    /// <summary>The calling thread alone.</summary>
    public static WorkerTeam Alone { get; } = new(1);

    /// <summary>
    /// A team of as many threads as there are cores, for all who bring none; started when first asked for, never ended.
    /// </summary>
    public static WorkerTeam Shared => SharedTeam.Value;

    /// <summary>A team of <paramref name="threads"/>, the caller's included.</summary>
    /// <param name="threads">At least 1, at most 1024; more than there are cores gain nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more.</exception>
    public WorkerTeam(int threads)
    {
        if (threads is < 1 or > MostThreads) ThrowThreads(threads);
        Threads = threads;
        workers = new Thread[threads - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Work) { IsBackground = true, Name = $"worker {i + 1} of {workers.Length}" };
            workers[i].Start();
        }
    }

    /// <summary>The threads of one of several processes that share the rows of what they read.</summary>
    internal WorkerTeam(int threads, IRanks? ranks) : this(threads) => Ranks = ranks;

    /// <summary>Number of threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The processes that share the rows; null: this one reads all.</summary>
    internal IRanks? Ranks { get; }

    /// <summary>Does all parts of a job, as many as there are threads; returns when all are done.</summary>
    internal void Run<TJob>(TJob job) where TJob : struct, IPartedJob => Run(job, Threads);

    /// <summary>Does all parts of a job; returns when all are done.</summary>
    /// <exception cref="ObjectDisposedException">The team was disposed of.</exception>
    /// <remarks>What a part throws is thrown here, the first of several, when the other parts are done.</remarks>
    internal void Run<TJob>(TJob job, int parts) where TJob : struct, IPartedJob
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (parts <= 1 || workers.Length == 0 || Interlocked.Exchange(ref busy, 1) != 0)
        {
            for (var part = 0; part < parts; part++) job.Run(part, parts);
            return;
        }
        Publish(Unsafe.AsPointer(ref job), &RunPart<TJob>, parts);
        TakeParts();
        WaitForTheLastPart();
        KeepAlive(in job);
        var thrown = failure;
        Volatile.Write(ref busy, 0);
        thrown?.Throw();
    }

    /// <summary>Ends the threads, but not those of <see cref="Shared"/>, which others use.</summary>
    public void Dispose()
    {
        if (workers.Length == 0 || disposed || (SharedTeam.IsValueCreated && this == Shared)) return;
        lock (sleepers)
        {
            Volatile.Write(ref disposed, true);
            Monitor.PulseAll(sleepers);
        }
        foreach (var worker in workers) worker.Join();
    }

    [DoesNotReturn]
    private static void ThrowThreads(int threads) => throw new ArgumentOutOfRangeException(
        nameof(threads),
        Invariant($"a team has 1 to {MostThreads} threads, not {threads}; ")
        + Invariant($"this machine has {Environment.ProcessorCount} cores"));

    // What a job refers to must live until its last part is done. The threads know only its address, so its caller must hold
    // it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive<TJob>(ref readonly TJob job) { }

    // The job stays on its caller's stack, where the collector sees and updates it; nothing is boxed.
    private static void RunPart<TJob>(void* job, int part, int parts) where TJob : struct, IPartedJob =>
        Unsafe.AsRef<TJob>(job).Run(part, parts);

    private void Publish(void* publishedJob, delegate*<void*, int, int, void> run, int parts)
    {
        job = publishedJob;
        runPart = run;
        partCount = parts;
        unfinished = parts;
        failure = null;
        var number = (ticket >> 32) + 1;
        Interlocked.Exchange(ref ticket, number << 32 | (uint)parts);
        if (Volatile.Read(ref sleeping) == 0) return;
        lock (sleepers) Monitor.PulseAll(sleepers);
    }

    private void TakeParts()
    {
        while (TryTakePart(out var left))
        {
            try
            {
                runPart(job, partCount - left, partCount);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }
            if (Interlocked.Decrement(ref unfinished) == 0 && Volatile.Read(ref callerSleeps)) WakeCaller();
        }
    }

    private bool TryTakePart(out int left)
    {
        while (true)
        {
            var seen = Volatile.Read(ref ticket);
            left = (int)seen;
            if (left == 0) return false;
            if (Interlocked.CompareExchange(ref ticket, seen - 1, seen) == seen) return true;
        }
    }

    private void WaitForTheLastPart()
    {
        var spinner = Spinner();
        while (Volatile.Read(ref unfinished) != 0 && spinner.Spin()) { }
        if (Volatile.Read(ref unfinished) == 0) return;
        lock (callerGate)
        {
            callerSleeps = true;
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref unfinished) != 0) Monitor.Wait(callerGate);
            callerSleeps = false;
        }
    }

    private void WakeCaller()
    {
        lock (callerGate) Monitor.Pulse(callerGate);
    }

    private void Work()
    {
        while (true)
        {
            var spinner = Spinner();
            while (NothingToDo && spinner.Spin()) { }
            if (NothingToDo) SleepUntilWoken();
            if (Volatile.Read(ref disposed)) return;
            TakeParts();
        }
    }

    private bool NothingToDo => (int)Volatile.Read(ref ticket) == 0 && !Volatile.Read(ref disposed);

    private void SleepUntilWoken()
    {
        lock (sleepers)
        {
            // Counted before the last look at the ticket; the caller looks at the count after it wrote the ticket.
            Interlocked.Increment(ref sleeping);
            while (NothingToDo) Monitor.Wait(sleepers);
            Interlocked.Decrement(ref sleeping);
        }
    }

    // With more threads than cores, whoever spins keeps from working whom it waits for.
    private DeadlineSpinner Spinner() => new(Threads <= Environment.ProcessorCount ? Stopwatch.GetTimestamp() + SpinTicks : 0);

    private readonly struct DeadlineSpinner(long deadline)
    {
        public bool Spin()
        {
            if (deadline == 0) return false;
            Thread.SpinWait(8);
            return Stopwatch.GetTimestamp() < deadline;
        }
    }
}
