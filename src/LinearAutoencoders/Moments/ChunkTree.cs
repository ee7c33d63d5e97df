namespace LinearAutoencoders.Moments;

/// <summary>A node of the tree of sums over chunks: the sum of chunks i · 2ˡ to (i + 1) · 2ˡ − 1, as far as there are such.</summary>
/// <param name="Sum">The sum.</param>
/// <param name="Level">l; 0 of a chunk itself.</param>
/// <param name="Index">i.</param>
internal readonly record struct ChunkNode<TSum>(TSum Sum, int Level, long Index)
{
    /// <summary>Whether this one and the next are the two halves of a node.</summary>
    public bool IsTwinOf(ChunkNode<TSum> next) => Level == next.Level && Index % 2 == 0 && next.Index == Index + 1;
}

/// <summary>Sums of chunks of rows, merged in pairs along a fixed binary tree over the chunks' numbers.</summary>
/// <remarks>
///   Like a counter in binary: two neighbours that are the halves of a node become it. At the end what is left is merged from the last to
///   the first. The tree depends on the number of chunks alone: a run of chunks that begins anywhere leaves 2 log₂ nodes at most, and
///   the nodes of several runs, added in order, become what all their chunks would have. So it does not show who summed which chunk:
///   a thread, a process, a machine, today or tomorrow.
/// </remarks>
/// <param name="merge">The sum of an earlier one and a later one; may take over the memory of both.</param>
internal sealed class ChunkTree<TSum>(Func<TSum, TSum, TSum> merge)
{
    private readonly Stack<ChunkNode<TSum>> nodes = new();

    /// <summary>Adds the chunk, or the node, behind all that were added.</summary>
    public void Add(ChunkNode<TSum> node)
    {
        while (nodes.TryPeek(out var last) && last.IsTwinOf(node))
            node = new(merge(nodes.Pop().Sum, node.Sum), node.Level + 1, node.Index / 2);
        nodes.Push(node);
    }

    /// <summary>The nodes so far, from the first to the last; the tree is empty again afterwards.</summary>
    public List<ChunkNode<TSum>> Take()
    {
        List<ChunkNode<TSum>> taken = [.. nodes.Reverse()];
        nodes.Clear();
        return taken;
    }

    /// <summary>The sum of all; the tree is empty again afterwards.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryEnd(out TSum sum)
    {
        if (!nodes.TryPop(out var last))
        {
            sum = default!;
            return false;
        }
        sum = last.Sum;
        while (nodes.TryPop(out var before)) sum = merge(before.Sum, sum);
        return true;
    }
}
