using LinearAutoencoders.Reproduction.Engine;

namespace LinearAutoencoders.Tests.Reproduction;

/// <summary>Two processes, or threads, on one run would write into each other's files.</summary>
public class RunLockTests
{
    [Fact]
    public void ARun_IsHadByOneAtATime()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (RunLock.Try(folder))
        {
            Assert.False(AnotherCanTake(folder));
            Assert.True(AnotherCanTake(folder + "2"));
        }
        Assert.True(AnotherCanTake(folder));
    }

    // On a thread of its own: who has a run may take it again.
    private static bool AnotherCanTake(string folder)
    {
        var isTaken = false;
        var thread = new Thread(() =>
        {
            using var taken = RunLock.Try(folder);
            isTaken = taken is not null;
        });
        thread.Start();
        thread.Join();
        return isTaken;
    }
}
