using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Data.Tables;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Damaged and hostile data files.</summary>
public class ReaderFuzzTests
{
    [Fact]
    public async Task Readers_GiveRowsOrOneLine_WhateverTheFile()
    {
        var seeds = await FuzzSeeds.MakeAsync(TestContext.Current.CancellationToken);
        var reading = new FuzzReading(Read);
        await reading.Run(4000, TimeSpan.FromSeconds(12), random => FuzzSeeds.MutateOrMake(seeds, random));
        reading.AssertBothWays(".csv", ".txt", ".npy", ".npz", ".mtx", "idx");
    }

    private static void Read(int input, string ending, byte[] content)
    {
        var stored = new StoredFile("fuzz", () => new MemoryStream(content), content.Length);
        var options = new TableOptions { Missing = input % 3 == 0 ? MissingValues.Drop : MissingValues.Refuse };
        var table = FileTable.Open(stored, ending, options, TestContext.Current.CancellationToken);
        // What has no columns is refused before it is read.
        if (table.Rows.Dimension == 0) throw new BadDataException("no columns");
        foreach (var block in table.Rows.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken))
            Assert.Equal(table.Rows.Dimension, block.Columns);
    }
}
