using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>
///   Damaged and hostile files: rows, or a <see cref="BadDataException"/> of one line; never another exception, more than 2 s, or more
///   memory than 64 MB. <c>tests/fuzz/readers.sh</c> does the same with a million files and reports the counts.
/// </summary>
public class ReaderFuzzTests
{
    private const int Inputs = 4000;

    private static readonly string[] Endings = [".csv", ".txt", ".npy", ".npz", ".mtx", "idx"];

    private const long MostBytes = 64L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Readers_GiveRowsOrOneLine_WhateverTheFile()
    {
        var asked = Environment.GetEnvironmentVariable("LAE_FUZZ_INPUTS");
        var inputs = asked is null ? Inputs : int.Parse(asked, CultureInfo.InvariantCulture);
        var seeds = await FuzzSeeds.MakeAsync(TestContext.Current.CancellationToken);
        var (read, refused) = (new SortedDictionary<string, int>(), new SortedDictionary<string, int>());
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < inputs && (asked is not null || clock.Elapsed < Budget); i++)
        {
            var (ending, content) = FuzzSeeds.Mutate(seeds, new RandomSource((ulong)i, stream: 0xF022));
            var input = i;
            // On another thread: one that never ends must be told of, not waited for.
            var reading = Task.Run(() => IsRead(input, ending, content), TestContext.Current.CancellationToken);
            await Task.WhenAny(reading, Task.Delay(Hopeless, TestContext.Current.CancellationToken));
            Assert.True(reading.IsCompleted, $"{Text(i, ending, content)} is never read to its end");
            var count = await reading ? read : refused;
            count[ending] = count.GetValueOrDefault(ending) + 1;
        }
        foreach (var ending in read.Keys.Union(refused.Keys))
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{ending}: {read.GetValueOrDefault(ending)} read, {refused.GetValueOrDefault(ending)} refused");
        // Most mutations break a file, but not all of them: both ways must have been gone.
        Assert.All(Endings, ending => Assert.True(read[ending] > 0 && refused[ending] > 0, ending));
    }

    private static string Text(int input, string ending, byte[] content) => $"input {input} ({ending}, {Convert.ToBase64String(content)})";

    private static bool IsRead(int input, string ending, byte[] content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            var stored = new StoredFile("fuzz", () => new MemoryStream(content), content.Length);
            var options = new TableOptions { Missing = input % 3 == 0 ? MissingValues.Drop : MissingValues.Refuse };
            var table = FileTable.Open(stored, ending, options, TestContext.Current.CancellationToken);
            // What has no columns is refused before it is read.
            if (table.Rows.Dimension == 0) return false;
            foreach (var block in table.Rows.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken))
                Assert.Equal(table.Rows.Dimension, block.Columns);
            return true;
        }
        catch (BadDataException refusal)
        {
            Assert.DoesNotContain('\n', refusal.Message);
            return false;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(Text(input, ending, content), failure);
        }
        finally
        {
            Assert.True(clock.Elapsed < Longest, $"input {input} ({ending}) took {clock.Elapsed}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"input {input} ({ending}) took too much memory");
        }
    }
}
