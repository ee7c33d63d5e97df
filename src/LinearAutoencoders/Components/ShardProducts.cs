using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>One pass that gives, shard after shard of the rows, the sum of its rows and their product with some vectors.</summary>
/// <remarks>
///   Shard s of S is the rows from ⌊sn/S⌋ on: fixed by n alone, so neither blocks nor threads show in a result. 4nkm flops, and memory
///   for two shards' sums, k × m each.
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
    public IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> Read()
    {
        foreach (var group in moments.CenteredGroups(team))
            for (var start = 0; start < group.Rows;)
            {
                var part = group.RowRange(start, (int)Math.Min(group.Rows - start, End(shard) - End(shard - 1) - rows));
                Add(part);
                start += part.Rows;
                if (rows < End(shard) - End(shard - 1)) continue;
                yield return (product, sum, rows);
                product.Clear();
                Array.Clear(sum);
                (rows, shard) = (0, shard + 1);
            }
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
