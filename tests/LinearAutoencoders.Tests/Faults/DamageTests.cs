using LinearAutoencoders.Runs;

namespace LinearAutoencoders.Tests.Faults;

/// <summary>Bits that flip, files that are cut or edited: refused, or of no consequence; never other weights.</summary>
public class DamageTests
{
    private const int Mutations = 10_000;

    [Fact]
    public void Mutations_AreRefused_OrChangeNothing()
    {
        using var run = new SmallRun("nested-dropout", "adam");
        run.Execute("cut", cancelAfter: 7);
        var folder = run.PathOf("cut");
        List<string> files =
            [.. Directory.GetFiles(run.PathOf("cut/checkpoint")).Order(), run.PathOf("cut/run.json"), run.PathOf("cut/metrics.csv")];
        var originals = files.ToDictionary(path => path, File.ReadAllBytes);
        // Whole, and with the newest state damaged.
        var whole = WhatIsReadOf(folder);
        Flip(files[1]);
        string[] allowed = [whole, WhatIsReadOf(folder)];
        File.WriteAllBytes(files[1], originals[files[1]]);

        var random = new Random(21);
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var file = files[random.Next(files.Count)];
            File.WriteAllBytes(file, Mutated(originals[file], random));
            try
            {
                Assert.Contains(WhatIsReadOf(folder), allowed);
            }
            catch (BadDataException)
            {
                refused++;
            }
            File.WriteAllBytes(file, originals[file]);
        }
        Assert.InRange(refused, 1, Mutations - 1);
    }

    /// <summary>All that a run goes on from.</summary>
    private static string WhatIsReadOf(string path)
    {
        var folder = new RunDirectory(path);
        var record = folder.RequireRecord();
        var state = folder.Checkpoint.Load(RunIdentity.WithoutEpochs(record.Options, record.Data.Fingerprint), _ => { })
            ?? throw new BadDataException("no state is left");
        folder.Metrics.Continue(state.Record.Rows, state.Record.RowsChecksum);
        var copy = Path.Combine(path, "..", "copy.state");
        StateFile.Write(copy, state.Record, state.Arrays);
        return RunJson.Write(record) + Convert.ToBase64String(File.ReadAllBytes(copy)) + folder.Metrics.Checksum;
    }

    [Fact]
    public void Resume_TakesTheStateBefore_WhenTheNewestIsDamaged()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("whole");
        run.Execute("cut", cancelAfter: 7);
        var states = Directory.GetFiles(run.PathOf("cut/checkpoint")).Order().ToList();
        Assert.Equal(2, states.Count);
        Flip(states[1]);

        run.Execute("cut");

        Assert.Contains("is damaged: its checksum does not fit; going on from the state before it", run.Said[0], StringComparison.Ordinal);
        Assert.Equal(run.Files("whole"), run.Files("cut"));
    }

    [Fact]
    public void Resume_IsRefused_WhenNoStateIsWhole_UnlessWhatIsDamagedIsDoneAgain()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("whole");
        run.Execute("cut", cancelAfter: 7);
        foreach (var state in Directory.GetFiles(run.PathOf("cut/checkpoint"))) Flip(state);
        var refusal = Assert.Throws<BadDataException>(() => run.Execute("cut"));
        Assert.Contains("start anew with --force", refusal.Message, StringComparison.Ordinal);
        run.Execute("cut", redoes: true);
        Assert.Equal(run.Files("whole"), run.Files("cut"));
    }

    [Fact]
    public void Resume_IsRefused_WhenASnapshotOfBeforeIsDamaged()
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("cut", cancelAfter: 7);
        Flip(run.PathOf("cut/snapshots/epoch-000004/encoder.npy"));
        var refusal = Assert.Throws<BadDataException>(() => run.Execute("cut"));
        Assert.Contains("epoch-000004/encoder.npy is damaged or missing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encoder.npy")]
    [InlineData("snapshots/epoch-000004/decoder.npy")]
    [InlineData("metrics.csv")]
    public void FinishedRun_IsNotTakenForOne_WhenAFileIsDamaged(string name)
    {
        using var run = new SmallRun("rag", "adam");
        run.Execute("run");
        var expected = run.Files("run");
        Flip(run.PathOf($"run/{name}"));
        Assert.NotEqual(expected, run.Files("run"));
        run.Execute("run", redoes: true);
        Assert.Equal(expected, run.Files("run"));
    }

    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(3); change >= 0; change--)
        {
            var place = random.Next(Math.Max(1, bytes.Count));
            switch (random.Next(5))
            {
                case 0 when bytes.Count > 0: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1 when bytes.Count > 0: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(place, random.Next(bytes.Count - place + 1)); break;
                case 3: bytes.InsertRange(place, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(40)).ToList()); break;
                default: bytes.RemoveRange(place, bytes.Count - place); break;
            }
        }
        return [.. bytes];
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(path, bytes);
    }
}
