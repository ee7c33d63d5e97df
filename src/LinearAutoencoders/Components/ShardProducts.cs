using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>One pass that gives, shard after shard of the rows, the sum of its rows and their product with some vectors.</summary>
/// <remarks>
///   Shard s of S is the rows from ⌊sn/S⌋ on: fixed by n alone, so neither blocks nor threads show in a result. 4nkm flops, of sparse rows
///   4k for each value, and memory for two shards' sums, k × m each.
/// </remarks>
/// <param name="moments">Of the rows, centred as they are there.</param>
/// <param name="vectors">V, k × m.</param>
/// <param name="count">S, at most n.</param>
/// <param name="team">The threads to use.</param>
internal sealed class ShardProducts(DataMoments moments, Matrix<double> vectors, int count, WorkerTeam team)
{
    private readonly double[] sum = new double[vectors.Columns];
    private readonly Matrix<double> product = new(vectors.Rows, vectors.Columns);
    private long rows;
    private int shard;

    /// <summary>Reads the rows.</summary>
    /// <returns>V XₛᵀXₛ (k × m), the sum of Xₛ's rows, and their number: valid until the next is asked for.</returns>
    public IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> Read() =>
        moments.Source is ISparseSampleSource sparse ? ReadSparse(sparse) : ReadDense();

    private IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> ReadDense()
    {
        foreach (var group in moments.CenteredGroups(team))
            for (var start = 0; start < group.Rows;)
            {
                var part = group.RowRange(start, (int)Math.Min(group.Rows - start, Room));
                Add(part);
                start += part.Rows;
                if (Room > 0) continue;
                yield return (product, sum, rows);
                product.Clear();
                Next();
            }
    }

    private IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> ReadSparse(ISparseSampleSource sparse)
    {
        double[] mean = [.. moments.Mean];
        var (height, width) = SparseProduct.ShapeOfSum(mean.Length, vectors.Rows);
        var (sums, products) = (new Matrix<double>(height, width), new SparseProduct(vectors.Rows, mean, team));
        products.Load(vectors);
        foreach (var block in moments.SparseBlocks(sparse, team))
            for (var start = 0; start < block.Rows;)
            {
                var part = (int)Math.Min(block.Rows - start, Room);
                products.Add(block, start, part, sums);
                AddTo(sum, block, start, part);
                (start, rows) = (start + part, rows + part);
                if (Room > 0) continue;
                products.Unload(sums, 1, product);
                RowKernels.Add(-rows, mean, sum);
                yield return (product, sum, rows);
                sums.Clear();
                Next();
            }
    }

    private static void AddTo(double[] sum, SparseBlock block, int start, int count)
    {
        var cells = block.RowStarts[start]..block.RowStarts[start + count];
        var columns = block.ColumnIndices[cells];
        var values = block.Values[cells];
        for (var cell = 0; cell < columns.Length; cell++) sum[columns[cell]] += values[cell];
    }

    /// <summary>Rows that the shard at work still takes.</summary>
    private long Room => End(shard) - End(shard - 1) - rows;

    private void Next()
    {
        Array.Clear(sum);
        (rows, shard) = (0, shard + 1);
    }

    private long End(int index) => (long)((Int128)(index + 1) * moments.Count / count);

    private void Add(Matrix<double> part)
    {
        var scores = new Matrix<double>(part.Rows, vectors.Rows);
        MatrixProduct.MultiplyByTransposed(part, vectors, scores, team: team);
        MatrixProduct.MultiplyTransposed(scores, part, product, accumulate: true, team);
        for (var i = 0; i < part.Rows; i++) TensorPrimitives.Add<double>(sum, part.Row(i), sum);
        rows += part.Rows;
    }
}
