using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

public class WorkerTeamTests
{
    // Four threads are more than many machines have cores, and seven parts more than threads.
    [Theory]
    [InlineData(1, 1), InlineData(1, 5), InlineData(2, 2), InlineData(4, 4)]
    [InlineData(4, 7), InlineData(4, 2), InlineData(3, 0)]
    public void Run_DoesEachPartOnce_JobAfterJob(int threads, int parts)
    {
        using var team = new WorkerTeam(threads);
        var counts = new int[parts];
        for (var job = 0; job < 2000; job++) team.Run(new CountParts(counts), parts);
        Assert.All(counts, count => Assert.Equal(2000, count));
    }

    [Fact]
    public void Run_TakesAsManyPartsAsThreads_UnlessToldOtherwise()
    {
        using var team = new WorkerTeam(3);
        var counts = new int[3];
        team.Run(new CountParts(counts));
        Assert.Equal([1, 1, 1], counts);
    }

    [Fact]
    public void Run_WakesThreads_ThatHaveGoneToSleep()
    {
        using var team = new WorkerTeam(2);
        for (var job = 0; job < 5; job++)
        {
            Thread.Sleep(20);
            using var both = new Barrier(2);
            team.Run(new MeetAtBarrier(both), 2);
        }
    }

    [Fact]
    public void Run_ThrowsWhatAPartThrew_AfterTheOtherParts_AndGoesOn()
    {
        using var team = new WorkerTeam(4);
        for (var job = 0; job < 200; job++)
        {
            var counts = new int[6];
            var error = Assert.Throws<InvalidOperationException>(() => team.Run(new FailInPart(3, counts), 6));
            Assert.Equal("part 3", error.Message);
            Assert.Equal([1, 1, 1, 0, 1, 1], counts);
        }
        var after = new int[4];
        team.Run(new CountParts(after), 4);
        Assert.Equal([1, 1, 1, 1], after);
    }

    [Fact]
    public void Run_IsDoneByItsCallerAlone_FromWithinAPart()
    {
        using var team = new WorkerTeam(2);
        var counts = new int[4];
        team.Run(new RunInner(team, counts), 2);
        Assert.Equal([2, 2, 2, 2], counts);
    }

    [Fact]
    public void Run_ServesSeveralCallers_AtOnce()
    {
        using var team = new WorkerTeam(2);
        var counts = new int[3];
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var job = 0; job < 500; job++) team.Run(new CountParts(counts), 3);
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        Assert.Equal([2000, 2000, 2000], counts);
    }

    [Fact]
    public void Run_AllocatesNothing()
    {
        using var team = new WorkerTeam(2);
        var counts = new int[4];
        // The runtime gives a thread something once, when it first sleeps, whenever that is; what a job allocates shows in all rounds.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedByJobs(team, counts)));
    }

    private static long AllocatedByJobs(WorkerTeam team, int[] counts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var job = 0; job < 1000; job++) team.Run(new CountParts(counts), 4);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Dispose_EndsTheThreads_AndMayBeRepeated()
    {
        var seen = new Thread?[2];
        var team = new WorkerTeam(2);
        using (var both = new Barrier(2)) team.Run(new MeetAtBarrier(both, seen), 2);
        team.Dispose();
        team.Dispose();

        Assert.All(seen, thread => Assert.True(thread == Thread.CurrentThread || !thread!.IsAlive));
        Assert.Throws<ObjectDisposedException>(() => team.Run(new CountParts(new int[2])));
    }

    [Fact]
    public void Alone_GoesOnWorking_WhenDisposed()
    {
        WorkerTeam.Alone.Dispose();
        var counts = new int[1];
        WorkerTeam.Alone.Run(new CountParts(counts));
        Assert.Equal([1], counts);
    }

    [Fact]
    public void Shared_IsOneTeamOfAllCores_AndGoesOnWorking_WhenDisposed()
    {
        Assert.Same(WorkerTeam.Shared, WorkerTeam.Shared);
        Assert.Equal(Environment.ProcessorCount, WorkerTeam.Shared.Threads);
        WorkerTeam.Shared.Dispose();
        var counts = new int[5];
        WorkerTeam.Shared.Run(new CountParts(counts), 5);
        Assert.Equal([1, 1, 1, 1, 1], counts);
    }

    [Theory, InlineData(0), InlineData(-2), InlineData(1025), InlineData(int.MaxValue)]
    public void Team_OfNoThreads_OrOfTooMany_IsRefused(int threads)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(threads));
        Assert.StartsWith($"a team has 1 to 1024 threads, not {threads}; ", error.Message, StringComparison.Ordinal);
    }

    private readonly struct CountParts(int[] counts) : IPartedJob
    {
        public void Run(int part, int parts) => Interlocked.Increment(ref counts[part]);
    }

    private readonly struct FailInPart(int failing, int[] counts) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            if (part == failing) throw new InvalidOperationException($"part {part}");
            Interlocked.Increment(ref counts[part]);
        }
    }

    private readonly struct RunInner(WorkerTeam team, int[] counts) : IPartedJob
    {
        public void Run(int part, int parts) => team.Run(new CountParts(counts), counts.Length);
    }

    // Only two threads at once get past: with a thread that never wakes this does not end.
    private readonly struct MeetAtBarrier(Barrier both, Thread?[]? seen = null) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            if (seen is not null) seen[part] = Thread.CurrentThread;
            both.SignalAndWait();
        }
    }
}
