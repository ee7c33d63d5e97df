namespace LinearAutoencoders.Tests.Faults;

/// <summary>Each operation on files fails, once or from then on: a sentence, what was there stays, and the same command goes on.</summary>
public class FailingDiskTests
{
    private const string Full = "No space left on device", Broken = "Input/output error";

    [Theory]
    [InlineData(Full, int.MaxValue)]
    [InlineData(Broken, 1)]
    public void Run_SaysWhatFailed_AndGoesOnLater(string reason, int failures)
    {
        using var run = new SmallRun("rag", "adam");
        var counter = new Interruption();
        run.Execute("whole", counter);
        var expected = run.Files("whole");
        var ended = 0;
        var step = Environment.GetEnvironmentVariable("LAE_FAULTS") == "all" ? 1 : 9;
        for (var moment = 0; moment < counter.Count; moment += step)
        {
            var disk = new FailingDisk(moment, failures == 1 ? moment + 1 : int.MaxValue, reason);
            try
            {
                run.Execute("failed", disk);
                ended++;
                if (failures == 1 && run.Said.Count > 0) Assert.Contains(reason, run.Said[0], StringComparison.Ordinal);
            }
            catch (IOException failure)
            {
                Assert.Contains(run.Folder, failure.Message, StringComparison.Ordinal);
            }
            run.Execute("failed");
            var found = run.Files("failed");
            Assert.True(expected.SequenceEqual(found), EveryStateTests.Difference(expected, found, $"{moment}"));
            Directory.Delete(run.PathOf("failed"), recursive: true);
        }
        // A state that could not be saved once ends no run.
        Assert.True(failures > 1 || ended > 0);
    }

    [Fact]
    public void FinishedRun_Stays_WhenItCannotBeReplaced()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("run");
        var encoder = File.ReadAllBytes(run.PathOf("run/encoder.npy"));
        Assert.Throws<IOException>(() => AtomicFile.Write(run.PathOf("run/encoder.npy"), _ => throw new IOException(Full)));
        Assert.Equal(encoder, File.ReadAllBytes(run.PathOf("run/encoder.npy")));
        run.Execute("run");
        Assert.Contains("is finished", Assert.Single(run.Said), StringComparison.Ordinal);
    }
}
