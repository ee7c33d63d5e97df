using LinearAutoencoders.Cli.Reproduce.Engine;

namespace LinearAutoencoders.Tests.Cli.Reproduce;

/// <summary>Two processes, or threads, on one run would write into each other's files.</summary>
public class RunClaimTests
{
    [Fact]
    public async Task ARun_IsHadByOneAtATime()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (RunClaim.Try(folder))
        {
            Assert.False(await CanTake(folder));
            Assert.True(await CanTake(folder + "2"));
        }
        Assert.True(await CanTake(folder));
    }

    // On a thread of its own: who has a run may take it again.
    private static Task<bool> CanTake(string folder) => Task.Factory.StartNew(
        () =>
        {
            using var claim = RunClaim.Try(folder);
            return claim is not null;
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
