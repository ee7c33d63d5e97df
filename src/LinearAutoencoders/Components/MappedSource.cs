using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>The rows of a source, each turned into another as it is read; each row's result is its own.</summary>
/// <param name="source">The rows.</param>
/// <param name="dimension">Columns of a result.</param>
/// <param name="map">r rows of the source to r results.</param>
internal sealed class MappedSource(ISampleSource source, int dimension, Func<Matrix<double>, WorkerTeam, Matrix<double>> map)
    : ISampleSource
{
    // Rows that a product pays for, and not too many to hold of wide data.
    private const int MostRows = 4096;
    private const int Cells = 1 << 22;

    public int Dimension => dimension;

    public long? Count => source.Count;

    public string Name => source.Name;

    // What the map itself rounds, at least.
    public double RelativeRounding => source.RelativeRounding + MomentRounding.U;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        Map(SourceBlocks.Of(source, team, cancellationToken), team);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken) =>
        Map(SourceBlocks.Of(source, rows, team, cancellationToken), team);

    private IEnumerable<ReadOnlyMatrix<double>> Map(IEnumerable<Matrix<double>> blocks, WorkerTeam team)
    {
        var most = Math.Clamp(Cells / Math.Max(1, Math.Max(dimension, source.Dimension)), 1, MostRows);
        foreach (var block in blocks)
            for (var start = 0; start < block.Rows; start += most)
                yield return map(block.RowRange(start, Math.Min(most, block.Rows - start)), team);
    }
}
