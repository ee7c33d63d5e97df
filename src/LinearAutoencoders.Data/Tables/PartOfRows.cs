using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Some of the rows of a source.</summary>
/// <param name="rows">The source; how many rows it has is known.</param>
/// <param name="part">Which of them.</param>
internal sealed class PartOfRows(IRawSource rows, RowRange part) : IRawSource
{
    public string Name => rows.Name;

    public double RelativeRounding => rows.RelativeRounding;

    public int Dimension => rows.Dimension;

    public long? Count => part.Count;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        rows.ReadBlocks(part, team, cancellationToken);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange some, WorkerTeam team, CancellationToken cancellationToken) =>
        rows.ReadBlocks(new RowRange(part.First + some.First, some.Count), team, cancellationToken);

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);
}
