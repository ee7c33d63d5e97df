using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>One pass that gives, shard after shard of the rows, the sum of its rows and their product with some vectors.</summary>
/// <remarks>
///   Shard s of S is the rows from ⌊sn/S⌋ on: fixed by n alone, so neither blocks nor threads show in a result. 4nkm flops, of
///   sparse rows 4k for each value, and memory for a few sums of k × m; of ranks, which read the chunks of their share, for those of all
///   shards that it touches.
/// </remarks>
/// <param name="moments">Of the rows, centred as they are there.</param>
/// <param name="vectors">V, k × m.</param>
/// <param name="count">S, at most n.</param>
/// <param name="team">The threads to use.</param>
internal sealed class ShardProducts(DataMoments moments, Matrix<double> vectors, int count, WorkerTeam team)
{
    private static readonly ChunkLayout Layout = ChunkLayout.OfProducts;

    private readonly Matrix<double> total = new(vectors.Rows + 1, vectors.Columns);   // V XₛᵀXₛ, and the sum of Xₛ's rows
    private readonly double[] sum = new double[vectors.Columns];
    private Matrix<double> room;

    /// <summary>Reads the rows.</summary>
    /// <returns>V XₛᵀXₛ (k × m), the sum of Xₛ's rows, and their number: valid until the next is asked for.</returns>
    public IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> Read() =>
        moments.Source is ISparseSampleSource sparse ? ReadSparse(sparse) : team.Ranks is null ? ReadAlone() : ReadOnRanks();

    private IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> ReadAlone()
    {
        // One for all shards: of wide rows each would take as much memory as the components do.
        var tree = new ProductTree<double>(total.Rows, total.Columns, Layout);
        using var groups = moments.CenteredGroups(team, new RowRange(0, moments.Count), RoomFrom).GetEnumerator();
        for (var shard = 0; shard < count; shard++)
        {
            Fill(tree, groups, RowsOf(shard).Count);
            yield return Ended(tree, shard);
        }
        RequireEnd(groups);
    }

    /// <summary>Ranks sum all of theirs before they put anything together: else each would wait for the one before it.</summary>
    private IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> ReadOnRanks()
    {
        var read = Sums();
        for (var shard = 0; shard < count; shard++)
        {
            var tree = new ProductTree<double>(total.Rows, total.Columns, Layout, ranks: team.Ranks);
            tree.Add(read[shard]);
            yield return Ended(tree, shard);
        }
    }

    private (Matrix<double> Product, double[] Sum, long Rows) Ended(ProductTree<double> tree, int shard)
    {
        tree.End(total);
        total.Row(vectors.Rows).CopyTo(sum);
        return (total.RowRange(0, vectors.Rows), sum, RowsOf(shard).Count);
    }

    /// <summary>Sparse rows are never filled; every rank reads all of them.</summary>
    private IEnumerable<(Matrix<double> Product, double[] Sum, long Rows)> ReadSparse(ISparseSampleSource sparse)
    {
        var mean = sparse.Offset ?? [.. moments.Mean];
        var (height, width) = SparseProduct.ShapeOfSum(mean.Length, vectors.Rows);
        var (sums, products) = (new Matrix<double>(height, width), new SparseProduct(vectors.Rows, mean, team));
        products.Load(vectors);
        var product = total.RowRange(0, vectors.Rows);
        var (shard, done) = (0, 0L);
        foreach (var block in moments.SparseBlocks(sparse, team))
            for (var start = 0; start < block.Rows;)
            {
                var rows = RowsOf(shard);
                var part = (int)Math.Min(block.Rows - start, rows.Count - done);
                products.Add(block, start, part, sums);
                AddToSum(block, start, part);
                (start, done) = (start + part, done + part);
                if (done < rows.Count) continue;
                products.Unload(sums, 1, product);
                RowKernels.Add(-done, mean, sum);
                yield return (product, sum, done);
                sums.Clear();
                Array.Clear(sum);
                (shard, done) = (shard + 1, 0);
            }
    }

    private void AddToSum(SparseBlock block, int start, int count)
    {
        var cells = block.RowStarts[start]..block.RowStarts[start + count];
        var columns = block.ColumnIndices[cells];
        var values = block.Values[cells];
        for (var cell = 0; cell < columns.Length; cell++) sum[columns[cell]] += values[cell];
    }

    /// <summary>The sums of the chunks of each shard that are this rank's; perhaps none.</summary>
    private List<List<ChunkNode<Matrix<double>>>> Sums()
    {
        var own = Share();
        var sums = new List<List<ChunkNode<Matrix<double>>>>();
        using var groups = moments.CenteredGroups(team, own, RoomFrom).GetEnumerator();
        for (var shard = 0; shard < count; shard++)
        {
            var rows = RowsOf(shard);
            var first = Math.Clamp(own.First, rows.First, rows.End);
            var left = Math.Clamp(own.End, first, rows.End) - first;
            var tree = new ProductTree<double>(total.Rows, total.Columns, Layout, new RowRange(first - rows.First, left));
            Fill(tree, groups, left);
            sums.Add(tree.Take());
        }
        RequireEnd(groups);
        return sums;
    }

    private void Fill(ProductTree<double> tree, IEnumerator<Matrix<double>> groups, long rows)
    {
        while (rows > 0)
        {
            if (!groups.MoveNext()) throw Changed("fewer");
            Add(groups.Current, tree.Current);
            tree.Added(groups.Current.Rows);
            rows -= groups.Current.Rows;
        }
    }

    // To its end: whoever counts passes counts this one then.
    private void RequireEnd(IEnumerator<Matrix<double>> groups)
    {
        if (groups.MoveNext()) throw Changed("more");
    }

    /// <summary>The rows of this rank: whole chunks of shards, as even as they are.</summary>
    private RowRange Share()
    {
        if (team.Ranks is not { } ranks) return new RowRange(0, moments.Count);
        List<long> starts = [.. Enumerable.Range(0, count).SelectMany(shard => StartsOf(RowsOf(shard))), moments.Count];
        var first = Start(ranks.Rank);
        return new RowRange(first, Start(ranks.Rank + 1) - first);

        long Start(int rank) => starts[(int)((long)rank * (starts.Count - 1) / ranks.Size)];
    }

    private static IEnumerable<long> StartsOf(RowRange shard)
    {
        for (var start = shard.First; start < shard.End; start += Layout.Rows) yield return start;
    }

    /// <summary>How many rows of a row's chunk, those of its shard, are not before it.</summary>
    private long RoomFrom(long row)
    {
        var rows = RowsOf((int)(((Int128)(row + 1) * count - 1) / moments.Count));
        return Math.Min(Layout.RoomFrom(row - rows.First), rows.End - row);
    }

    private RowRange RowsOf(int shard) => new ChunkLayout(Rows: 1, ShiftRows: 1).Share(moments.Count, shard, count);

    private void Add(Matrix<double> part, Matrix<double> sums)
    {
        if (room.Rows < part.Rows) room = new Matrix<double>(part.Rows, vectors.Rows);
        var scores = room.RowRange(0, part.Rows);
        MatrixProduct.MultiplyByTransposed(part, vectors, scores, team: team);
        MatrixProduct.MultiplyTransposed(scores, part, sums.RowRange(0, vectors.Rows), accumulate: true, team);
        var last = sums.Row(vectors.Rows);
        for (var i = 0; i < part.Rows; i++) TensorPrimitives.Add(last, part.Row(i), last);
    }

    private BadDataException Changed(string how) => new($"{moments.Source.Name} has {how} rows than before; leave it alone during a run");
}
