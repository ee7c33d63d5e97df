using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   A sum over all rows of something as large as a few rows, along the fixed tree of chunks that <see cref="MomentTree"/> has.
/// </summary>
/// <remarks>
///   Chunks of equally many rows are added in pairs, as a binary counter carries; what is left at the end, from the last to the first.
///   Within a chunk rows are added in order. So the bits depend on the number of rows alone.
/// </remarks>
/// <param name="rows">Rows of the summands.</param>
/// <param name="columns">Their columns.</param>
/// <param name="layout">The cut into chunks.</param>
internal sealed class ProductTree(int rows, int columns, ChunkLayout layout)
{
    private readonly Stack<(Matrix<double> Sum, int Level)> complete = new();
    private readonly Stack<Matrix<double>> spare = new();
    private int count;

    /// <summary>The sum of the chunk at work, for the caller to add to.</summary>
    public Matrix<double> Current { get; private set; } = new(rows, columns);

    /// <summary>Rows that the chunk at work still takes, at least 1.</summary>
    public int Room => layout.Rows - count;

    /// <summary>Says that so many rows were added.</summary>
    public void Added(int rowCount)
    {
        count += rowCount;
        if (Room == 0) EndChunk();
    }

    /// <summary>The sum of all; the tree is empty again afterwards.</summary>
    /// <param name="sum">Overwritten.</param>
    public void End(Matrix<double> sum)
    {
        var total = Current;
        while (complete.TryPop(out var before)) total = Merge(before.Sum, total);
        total.CopyTo(sum);
        (Current, count) = (total, 0);
        Current.Clear();
    }

    private void EndChunk()
    {
        var (sum, level) = (Current, 0);
        while (complete.TryPeek(out var last) && last.Level == level)
        {
            sum = Merge(complete.Pop().Sum, sum);
            level++;
        }
        complete.Push((sum, level));
        Current = spare.TryPop(out var cleared) ? cleared : new(rows, columns);
        count = 0;
    }

    private Matrix<double> Merge(Matrix<double> first, Matrix<double> second)
    {
        for (var i = 0; i < first.Rows; i++) TensorPrimitives.Add(first.Row(i), second.Row(i), first.Row(i));
        second.Clear();
        spare.Push(second);
        return first;
    }
}
