using System.Collections.Concurrent;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>Ranks that are threads of one process.</summary>
internal sealed class ThreadRanks
{
    private readonly ConcurrentDictionary<(int From, int To), BlockingCollection<byte[]>> channels = new();
    private long bytes;

    /// <summary>All that was sent.</summary>
    public long BytesSent => Interlocked.Read(ref bytes);

    /// <summary>Does the same work on each of some ranks; what comes of it, in their order.</summary>
    public static TResult[] Run<TResult>(int size, int threads, Func<WorkerTeam, TResult> work) =>
        new ThreadRanks().RunAll(size, threads, work);

    public TResult[] RunAll<TResult>(int size, int threads, Func<WorkerTeam, TResult> work)
    {
        var tasks = Enumerable.Range(0, size).Select(rank => Task.Factory.StartNew(
            () =>
            {
                using var team = new WorkerTeam(threads, new Rank(this, rank, size));
                return work(team);
            }, TaskCreationOptions.LongRunning)).ToArray();
        Task.WaitAll(tasks, TestContext.Current.CancellationToken);
        return [.. tasks.Select(task => task.Result)];
    }

    private BlockingCollection<byte[]> Channel(int from, int to) => channels.GetOrAdd((from, to), _ => []);

    private sealed class Rank(ThreadRanks all, int rank, int size) : IRanks
    {
        int IRanks.Rank => rank;

        public int Size => size;

        public void Send(ReadOnlySpan<byte> message, int to)
        {
            Interlocked.Add(ref all.bytes, message.Length);
            all.Channel(rank, to).Add(message.ToArray());
        }

        public void Receive(Span<byte> message, int from)
        {
            Assert.True(all.Channel(from, rank).TryTake(out var sent, TimeSpan.FromSeconds(60)), $"{rank} waits for {from} in vain");
            Assert.Equal(message.Length, sent.Length);
            sent.CopyTo(message);
        }
    }
}
