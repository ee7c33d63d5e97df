using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   The moments of all rows: those of chunks, merged in pairs along a fixed binary tree over the chunks' numbers.
/// </summary>
/// <remarks>
///   Like a counter in binary: of every power of two of chunks that is complete one sum is kept, and two of the same size
///   become one. At the end what is left is merged from the last chunks to the first. The tree depends on the number of rows
///   alone: not on the blocks in which they come, nor on who sums which chunk.
/// </remarks>
internal sealed class MomentTree
{
    private readonly WorkerTeam team;
    private readonly ChunkSum chunk;
    private readonly Stack<(MomentSum Sum, int Level)> complete = new();
    private Matrix<double>? spare;

    /// <summary>Of no rows yet.</summary>
    /// <param name="columns">m.</param>
    /// <param name="most">No chunk will have more rows.</param>
    /// <param name="hasProducts">Whether M₂ is m × m; else its diagonal alone.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="team">The threads to use.</param>
    public MomentTree(int columns, long most, bool hasProducts, ChunkLayout layout, WorkerTeam team)
    {
        this.team = team;
        chunk = new ChunkSum(columns, hasProducts, layout, Math.Max(1, most), team);
    }

    /// <summary>The moments of all rows of a source.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="hasProducts">Whether M₂ is m × m; else its diagonal alone.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    /// <param name="layout">The cut into chunks; tests take smaller ones.</param>
    /// <returns>Null where there are no rows.</returns>
    public static MomentSum? Of(
        ISampleSource source, bool hasProducts, WorkerTeam team, CancellationToken cancellationToken,
        ChunkLayout? layout = null)
    {
        var cut = layout ?? ChunkLayout.For(source.Dimension);
        var tree = new MomentTree(source.Dimension, source.Count ?? cut.Rows, hasProducts, cut, team);
        foreach (var block in SourceBlocks.Of(source, team, cancellationToken)) tree.Add(block, cancellationToken);
        return tree.End();
    }

    /// <summary>Adds the next rows.</summary>
    public void Add(Matrix<double> rows, CancellationToken cancellationToken)
    {
        for (var start = 0; start < rows.Rows;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            start += chunk.Add(rows.RowRange(start, rows.Rows - start));
            if (chunk.IsFull) Push(TakeChunk());
        }
    }

    /// <summary>The moments of all rows, null where there are none; the tree is empty again afterwards.</summary>
    public MomentSum? End()
    {
        var sum = chunk.Count > 0 ? TakeChunk() : null;
        while (complete.TryPop(out var before)) sum = sum is null ? before.Sum : Merge(before.Sum, sum);
        return sum;
    }

    private MomentSum TakeChunk()
    {
        var sum = chunk.End(spare);
        spare = null;
        return sum;
    }

    private void Push(MomentSum sum)
    {
        var level = 0;
        while (complete.TryPeek(out var last) && last.Level == level)
        {
            sum = Merge(complete.Pop().Sum, sum);
            level++;
        }
        complete.Push((sum, level));
    }

    private MomentSum Merge(MomentSum first, MomentSum second)
    {
        spare = second.Squares;
        return MomentSum.Merge(first, second, team);
    }
}
