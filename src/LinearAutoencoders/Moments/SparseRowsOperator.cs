using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Σ of the rows of a sparse source, never formed and never filled: <see cref="SparseProduct"/>, a pass a product.</summary>
/// <remarks>
///   What is lost is relative to the values as they are, not to their distance from the mean; of data that is mostly zero that is the
///   same.
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
    private readonly RowRange? share = layout.ShareOf(source, team);
    private SparseProduct? product;
    private ProductTree<double>? tree;
    private Matrix<double> sums;

    public int Dimension => source.Dimension;

    public void Apply(Matrix<double> rows, Matrix<double> products)
    {
        Begin(rows);
        foreach (var block in SourceBlocks.OfSparse(source, share, team, cancellationToken))
            for (var first = 0; first < block.Rows;)
            {
                var count = Math.Min(tree!.Room, block.Rows - first);
                product!.Add(block, first, count, tree.Current);
                tree.Added(count);
                first += count;
            }
        tree!.End(sums);
        product!.Unload(sums, factor, products);
    }

    private void Begin(Matrix<double> rows)
    {
        if (product is null)
        {
            var (height, width) = SparseProduct.ShapeOfSum(Dimension, rows.Rows);
            product = new SparseProduct(rows.Rows, mean, team);
            tree = new ProductTree<double>(height, width, layout, share, team.Ranks);
            sums = new Matrix<double>(height, width);
        }
        product.Load(rows);
    }
}
