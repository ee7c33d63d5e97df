using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   A sum over all rows of something as large as a few rows, along the fixed tree of chunks of <see cref="ChunkTree{TSum}"/>.
/// </summary>
/// <remarks>Within a chunk rows are added in order. So the bits depend on the number of rows alone.</remarks>
internal sealed class ProductTree<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int rows, columns;
    private readonly ChunkLayout layout;
    private readonly ChunkTree<Matrix<T>> tree;
    private readonly IRanks? ranks;
    private readonly Stack<Matrix<T>> spare = new();
    private readonly MatrixMessage<T> message;
    private readonly long first;
    private long next;
    private int count;

    /// <summary>Of nothing yet.</summary>
    /// <param name="rows">Rows of the summands.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="layout">The cut into chunks.</param>
    /// <param name="share">The rows that will come here; null: all.</param>
    /// <param name="ranks">To whom the others come.</param>
    public ProductTree(int rows, int columns, ChunkLayout layout, RowRange? share = null, IRanks? ranks = null)
    {
        (this.rows, this.columns, this.layout, this.ranks) = (rows, columns, layout, ranks);
        next = first = (share?.First ?? 0) / layout.Rows;
        tree = new(Merge);
        message = new(Cleared);
        Current = new(rows, columns);
    }

    /// <summary>The sum of the chunk at work, for the caller to add to.</summary>
    public Matrix<T> Current { get; private set; }

    /// <summary>Rows that the chunk at work still takes, at least 1.</summary>
    public int Room => layout.Rows - count;

    /// <summary>Says that so many rows were added.</summary>
    public void Added(int rowCount)
    {
        count += rowCount;
        if (Room == 0) EndChunk();
    }

    /// <summary>Ends the chunk at work as that of this number, behind all that were ended.</summary>
    public void EndChunk(long number)
    {
        next = number;
        EndChunk();
    }

    /// <summary>The sum of all, those of other ranks included; the tree is empty again afterwards.</summary>
    /// <param name="sum">Overwritten.</param>
    public void End(Matrix<T> sum)
    {
        EndLastChunk();
        if (!(ranks is null ? tree.TryEnd(out var total) : RankSum.TryEnd(ranks, tree, message, out total)))
        {
            sum.Clear();
            return;
        }
        total.CopyTo(sum);
        Keep(total);
    }

    /// <summary>What there is, for <see cref="Add"/> to give back; the tree is empty again afterwards.</summary>
    public List<ChunkNode<Matrix<T>>> Take()
    {
        EndLastChunk();
        return tree.Take();
    }

    /// <summary>Adds what was taken.</summary>
    public void Add(IEnumerable<ChunkNode<Matrix<T>>> nodes)
    {
        foreach (var node in nodes) tree.Add(node);
    }

    private void EndLastChunk()
    {
        if (count > 0) EndChunk();
        next = first;
    }

    private void EndChunk()
    {
        tree.Add(new(Current, 0, next++));
        Current = Cleared();
        count = 0;
    }

    private Matrix<T> Cleared() => spare.TryPop(out var cleared) ? cleared : new(rows, columns);

    private Matrix<T> Merge(Matrix<T> earlier, Matrix<T> later)
    {
        for (var i = 0; i < earlier.Rows; i++) TensorPrimitives.Add<T>(earlier.Row(i), later.Row(i), earlier.Row(i));
        Keep(later);
        return earlier;
    }

    private void Keep(Matrix<T> used)
    {
        used.Clear();
        spare.Push(used);
    }
}
