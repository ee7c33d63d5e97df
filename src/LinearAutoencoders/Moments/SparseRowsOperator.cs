using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ of the rows of a sparse source, never formed and never filled: w · Σ = ((X wᵀ)ᵀ X) / n with X = S − 1μᵀ.</summary>
/// <remarks>
///   Y = S wᵀ − 1(wμ)ᵀ, and w · Σ = (YᵀS − (Yᵀ1)μᵀ)/n: 4b multiply-adds for each value of S. What is lost is relative to the values
///   as they are, not to their distance from the mean; of data that is mostly zero that is the same.
///   <para>w and the sum lie transposed here, m × b: the b cells that one value is multiplied with, or added to, are then side by
///   side.</para>
/// </remarks>
/// <param name="source">S.</param>
/// <param name="mean">μ; zeros where nothing is subtracted.</param>
/// <param name="factor">1/n, or another multiple of it.</param>
/// <param name="layout">The cut into chunks.</param>
/// <param name="team">The threads to use.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class SparseRowsOperator(
    ISparseSampleSource source, double[] mean, double factor, ChunkLayout layout, WorkerTeam team,
    CancellationToken cancellationToken) : ISymmetricOperator
{
    // A thread is worth waking for so many values.
    private const int ValuesWorthWaking = 1 << 13;

    private Matrix<double> columns = new(0, 0);   // wᵀ, padded
    private Matrix<double> sums = new(0, 0);      // (YᵀS)ᵀ, and in the last row 1ᵀY
    private Matrix<double> latent = new(0, 0);    // Y of a block
    private double[] start = [];                  // −wμ
    private readonly RowRange? share = layout.ShareOf(source, team);
    private ProductTree? tree;

    public int Dimension => source.Dimension;

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        Load(rows);
        foreach (var block in SourceBlocks.OfSparse(source, share, team, cancellationToken))
            for (var first = 0; first < block.Rows;)
            {
                var count = Math.Min(tree!.Room, block.Rows - first);
                Add(block, first, count);
                tree.Added(count);
                first += count;
            }
        tree!.End(sums);
        Unload(products);
    }

    private void Load(Matrix<double> rows)
    {
        if (tree is null)
        {
            var width = Blocking.RoundUp(rows.Rows, CompressedRows.Lanes);
            columns = new Matrix<double>(Dimension, width);
            sums = new Matrix<double>(Dimension + 1, width);
            start = new double[width];
            tree = new ProductTree(Dimension + 1, width, layout, share, team.Ranks);
        }
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < row.Length; j++) columns[j, i] = row[j];
            start[i] = -Vectors.Dot<double>(row, mean);
        }
    }

    private void Add(SparseBlock block, int first, int count)
    {
        if (latent.Rows < count) latent = new Matrix<double>(count, start.Length);
        var values = block.RowStarts[first + count] - block.RowStarts[first];
        var parts = Math.Clamp(values / ValuesWorthWaking, 1, team.Threads);
        team.Run(new ProjectPart(this, block, first, count), Math.Min(parts, count));
        team.Run(new AddPart(this, block, first, count), Math.Min(parts, Dimension));
        var total = tree!.Current.Row(Dimension);
        for (var i = 0; i < count; i++) TensorPrimitives.Add(total, latent.Row(i), total);
    }

    private void Unload(Matrix<double> products)
    {
        for (var i = 0; i < products.Rows; i++)
        {
            var row = products.Row(i);
            var total = sums[Dimension, i];
            for (var j = 0; j < row.Length; j++) row[j] = factor * (sums[j, i] - total * mean[j]);
        }
    }

    private readonly struct ProjectPart(SparseRowsOperator owner, SparseBlock block, int first, int count) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, share) = BlockConversion.Share(count, part, parts);
            for (var i = start; i < start + share; i++)
            {
                var y = owner.latent.Row(i);
                owner.start.CopyTo(y);
                var (from, end) = (block.RowStarts[first + i], block.RowStarts[first + i + 1]);
                CompressedRows.Multiply(block.ColumnIndices[from..end], block.Values[from..end], owner.columns, y);
            }
        }
    }

    /// <summary>All rows, but only their values in some columns: each cell of the sum then has one thread that adds to it.</summary>
    private readonly struct AddPart(SparseRowsOperator owner, SparseBlock block, int first, int count) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, share) = BlockConversion.Share(block.Columns, part, parts);
            for (var i = 0; i < count; i++)
            {
                var (from, end) = (block.RowStarts[first + i], block.RowStarts[first + i + 1]);
                var places = block.ColumnIndices[from..end];
                var (low, high) = (CountBefore(places, start), CountBefore(places, start + share));
                CompressedRows.AddTransposed(
                    places[low..high], block.Values[from..end][low..high], owner.latent.Row(i), owner.tree!.Current);
            }
        }

        private static int CountBefore(ReadOnlySpan<int> columns, int column)
        {
            var place = columns.BinarySearch(column);
            return place < 0 ? ~place : place;
        }
    }
}
