using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Faults;

/// <summary>Whose folder it is, and who works in it.</summary>
public class FolderTests
{
    [Theory]
    [InlineData("encoder.npy", "would be overwritten")]
    [InlineData("notes.txt", "holds notes.txt and no run of lae")]
    [InlineData("run.json", "would be overwritten")]
    [InlineData("checkpoint/epoch-12/model.pt", "would be overwritten")]
    [InlineData("encoder.npy.part", "holds encoder.npy.part and no run")]
    public void WhatIsNotOurs_Stays(string name, string message)
    {
        using var run = new SmallRun("rag", "adam");
        var file = run.PathOf($"run/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "theirs");

        foreach (var replaces in new[] { false, true })
        {
            var refusal = Assert.Throws<RequestException>(() => run.Execute("run", replaces: replaces));
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal("theirs", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(run.PathOf("run"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void AnotherRun_IsReplaced_OnlyWhenAskedFor()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("run");
        File.WriteAllText(run.PathOf("run/notes.txt"), "theirs");
        var before = run.Files("run");
        Assert.Throws<RequestException>(() => run.Execute("run", change: training => training with { Seed = 6 }));
        Assert.Equal(before, run.Files("run"));
        run.Execute("run", replaces: true, change: training => training with { Seed = 6, Snapshots = new HashSet<int>() });
        Assert.False(Directory.Exists(run.PathOf("run/snapshots")));
        Assert.Equal("theirs", File.ReadAllText(run.PathOf("run/notes.txt")));
        run.Execute("run", replaces: true);
        Assert.Equal(before, run.Files("run"));
    }

    [Fact]
    public void AnInput_IsNoOutput()
    {
        using var run = new SmallRun("rag", "adam");
        var refusal = Assert.Throws<RequestException>(() => run.Execute("."));
        Assert.Contains("lies in the folder for the results", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("snapshots")]
    public void ALink_IsNotFollowedOutOfTheFolder(string name)
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("run", cancelAfter: 2);
        Directory.CreateDirectory(run.PathOf("elsewhere"));
        Directory.Delete(run.PathOf($"run/{name}"), recursive: true);
        Directory.CreateSymbolicLink(run.PathOf($"run/{name}"), run.PathOf("elsewhere"));
        var refusal = Assert.Throws<RequestException>(() => run.Execute("run"));
        Assert.Contains("is a link", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(run.PathOf("elsewhere")));
    }

    [Fact]
    public void AFolder_IsHadByOneAtATime()
    {
        using var run = new SmallRun("rag", "adam");
        using (new RunDirectory(run.PathOf("run")).Claim())
        {
            var refusal = Assert.Throws<FolderInUseException>(() => run.Execute("run"));
            Assert.Contains($"is in use by process {Environment.ProcessId} on ", refusal.Message, StringComparison.Ordinal);
            run.Execute("another");
        }
        run.Execute("run");
        Assert.Equal(run.Files("another"), run.Files("run"));
    }

    /// <summary>What a killed process leaves: nobody holds the lock, but it says who had it.</summary>
    [Fact]
    public void AStaleClaim_IsTakenOver()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("whole");
        Directory.CreateDirectory(run.PathOf("run"));
        File.WriteAllText(run.PathOf("run/.lae-lock"), "");
        File.WriteAllText(run.PathOf("run/.lae-owner"), "process 1 on elsewhere\n");
        run.Execute("run");
        Assert.Equal(run.Files("whole"), run.Files("run"));
    }

    [Fact]
    public void MoreEpochs_GoOnFromTheStateAtTheEnd()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("run");
        var longer = run.Execute("run", changesEpochs: true, change: training => training with { Epochs = 12 });
        Assert.Equal(12, longer.Result!.Epoch);
        Assert.Contains("going on from epoch 9", run.Said[0], StringComparison.Ordinal);
        Assert.Throws<RequestException>(() => run.Execute("run", changesEpochs: true));
    }
}
