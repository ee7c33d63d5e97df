using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>The moments of rows: those of chunks, merged along the fixed tree of <see cref="ChunkTree{TSum}"/>.</summary>
internal sealed class MomentTree
{
    private readonly WorkerTeam team;
    private readonly ChunkSum chunk;
    private readonly ChunkTree<MomentSum> tree;
    private readonly long first;
    private long next;
    private readonly Stack<Matrix<double>> spares = new();   // what merging left, so that nothing is made anew

    /// <summary>Of no rows yet.</summary>
    /// <param name="columns">m.</param>
    /// <param name="most">No chunk will have more rows.</param>
    /// <param name="hasProducts">Whether M₂ is m × m; else its diagonal alone.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="first">The number of the first chunk.</param>
    public MomentTree(int columns, long most, bool hasProducts, ChunkLayout layout, WorkerTeam team, long first = 0)
    {
        this.team = team;
        chunk = new ChunkSum(columns, hasProducts, layout, Math.Max(1, most), team);
        tree = new(Merge);
        next = this.first = first;
    }

    /// <summary>The moments of all rows of a source, of which each of several ranks reads its share.</summary>
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
        var share = cut.ShareOf(source, team);
        var tree = new MomentTree(source.Dimension, source.Count ?? cut.Rows, hasProducts, cut, team, (share?.First ?? 0) / cut.Rows);
        foreach (var block in SourceBlocks.Of(source, share, team, cancellationToken)) tree.Add(block, cancellationToken);
        return team.Ranks is { } ranks ? tree.End(ranks, new MomentMessage(source.Dimension, hasProducts)) : tree.End();
    }

    /// <summary>The nodes of some chunks of a source, for others to merge with those of the other chunks.</summary>
    /// <param name="source">The rows; how many there are must be known.</param>
    /// <param name="rows">Those of the chunks, as <see cref="ChunkLayout.Share"/> cuts them.</param>
    /// <param name="hasProducts">Whether M₂ is m × m; else its diagonal alone.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    public static List<ChunkNode<MomentSum>> NodesOf(
        ISampleSource source, RowRange rows, bool hasProducts, ChunkLayout layout, WorkerTeam team, CancellationToken cancellationToken)
    {
        var tree = new MomentTree(source.Dimension, rows.Count, hasProducts, layout, team, rows.First / layout.Rows);
        foreach (var block in SourceBlocks.Of(source, rows, team, cancellationToken)) tree.Add(block, cancellationToken);
        tree.EndLastChunk();
        return tree.tree.Take();
    }

    /// <summary>Adds the next rows.</summary>
    public void Add(Matrix<double> rows, CancellationToken cancellationToken)
    {
        for (var start = 0; start < rows.Rows;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            start += chunk.Add(rows.RowRange(start, rows.Rows - start));
            if (chunk.IsFull) EndChunk();
        }
    }

    /// <summary>The moments of all rows, null where there are none; the tree is empty again afterwards.</summary>
    public MomentSum? End()
    {
        EndLastChunk();
        return Ended(tree.TryEnd(out var sum), sum);
    }

    private MomentSum? End(IRanks ranks, MomentMessage message)
    {
        EndLastChunk();
        return Ended(RankSum.TryEnd(ranks, tree, message, out var sum), sum);
    }

    private MomentSum? Ended(bool hasRows, MomentSum sum)
    {
        spares.Clear();
        return hasRows ? sum : null;
    }

    private void EndLastChunk()
    {
        if (chunk.Count > 0) EndChunk();
        next = first;
    }

    private void EndChunk()
    {
        tree.Add(new(chunk.End(spares.TryPop(out var spare) ? spare : null), 0, next++));
    }

    private MomentSum Merge(MomentSum first, MomentSum second)
    {
        spares.Push(second.Squares);
        return MomentSum.Merge(first, second, team);
    }
}
