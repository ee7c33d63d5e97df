using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Tests that count what all threads allocate, and so run while no others do.</summary>
[CollectionDefinition(nameof(CountsAllocations), DisableParallelization = true)]
public class CountsAllocations;

/// <summary>A text that is too large to be kept.</summary>
[Collection(nameof(CountsAllocations))]
public sealed class LargeTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LargeText_IsReadAgainInEachPass_WithTheSameRows()
    {
        const long allowed = 200L << 20;
        // More than the 2²⁵ numbers that are kept; they alone are 273 MB.
        const int rows = 560_000;
        var path = folder["a.csv"];
        var line = string.Join(',', Enumerable.Range(0, 61)) + "\n";
        using (var file = new StreamWriter(path)) for (var i = 0; i < rows; i++) file.Write(line);
        var source = Open(path, new DataOptions { Table = new() { Header = Header.No } }).Source;
        Assert.Equal(rows, source.Count);
        for (var pass = 0; pass < 2; pass++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var sum = 0.0;
            foreach (var block in source.ReadBlocks(WorkerTeam.Alone, TestContext.Current.CancellationToken))
                for (var i = 0; i < block.Rows; i++) sum += block[i, 60];
            Assert.Equal(60.0 * rows, sum);
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, allowed);
        }
    }
}
