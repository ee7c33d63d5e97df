using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Passes over the centred rows of a source, each of which sums up something as large as a few rows.</summary>
/// <remarks>Of several ranks each reads its share.</remarks>
/// <param name="source">The rows.</param>
/// <param name="mean">What to subtract from each.</param>
/// <param name="rows">Rows of what is summed.</param>
/// <param name="layout">The cut into chunks.</param>
/// <param name="team">The threads, and ranks, to use.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class ProductPass(
    ISampleSource source, double[] mean, int rows, ChunkLayout layout, WorkerTeam team, CancellationToken cancellationToken)
{
    private readonly RowRange? share = layout.ShareOf(source, team);
    private readonly Matrix<double> memory = CenteredRows.GroupFor(source);
    private ProductTree<double>? tree;

    /// <summary>One pass.</summary>
    /// <param name="add">Adds what comes of some rows, the first argument, to the second.</param>
    /// <param name="sum">Overwritten.</param>
    public void Run(Action<Matrix<double>, Matrix<double>> add, Matrix<double> sum)
    {
        tree ??= new ProductTree<double>(rows, source.Dimension, layout, share, team.Ranks);
        foreach (var samples in CenteredRows.Read(source, mean, team, cancellationToken, memory, share, layout.RoomFrom))
        {
            add(samples, tree.Current);
            tree.Added(samples.Rows);
        }
        tree.End(sum);
    }
}
