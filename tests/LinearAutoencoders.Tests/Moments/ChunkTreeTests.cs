using CsCheck;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>The tree of sums is the same, whoever summed which chunks.</summary>
public class ChunkTreeTests
{
    [Fact]
    public void Tree_OfRunsPutTogether_IsThatOfAllChunks() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 12]).Sample((chunks, shares) =>
        {
            var whole = Tree();
            for (var i = 0; i < chunks; i++) whole.Add(new($"{i}", 0, i));
            Assert.True(whole.TryEnd(out var expected));

            var merged = Tree();
            for (var share = 0; share < shares; share++)
            {
                var run = Tree();
                for (var i = share * chunks / shares; i < (share + 1) * chunks / shares; i++) run.Add(new($"{i}", 0, i));
                var nodes = run.Take();
                Assert.InRange(nodes.Count, 0, 2 * (1 + (int)Math.Log2(chunks)));
                foreach (var node in nodes) merged.Add(node);
            }
            Assert.True(merged.TryEnd(out var actual));
            Assert.Equal(expected, actual);
        }, iter: 300);

    [Fact]
    public void Shares_AreWholeChunks_OneBehindTheOther_AndEven()
    {
        var layout = new ChunkLayout(Rows: 16, ShiftRows: 4);
        foreach (var (count, shares) in new[] { (1000L, 7), (33L, 5), (16L, 3), (0L, 2), (1_000_000_000_007L, 1000) })
        {
            var next = 0L;
            for (var share = 0; share < shares; share++)
            {
                var rows = layout.Share(count, share, shares);
                Assert.Equal(next, rows.First);
                Assert.True(rows.First % 16 == 0 || rows.Count == 0);
                Assert.InRange(layout.ChunksOf(rows.Count), layout.ChunksOf(count) / shares, layout.ChunksOf(count) / shares + 1);
                next += rows.Count;
            }
            Assert.Equal(count, next);
        }
    }

    private static ChunkTree<string> Tree() => new((first, second) => $"({first} {second})");
}
