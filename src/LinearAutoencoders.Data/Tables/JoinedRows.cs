using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>The rows of several sources, one after the other.</summary>
internal sealed class JoinedRows(string name, List<IRawSource> parts) : IRawSource
{
    public string Name => name;

    public double RelativeRounding => parts.Max(part => part.RelativeRounding);

    public int Dimension => parts[0].Dimension;

    public long? Count { get; } = parts.Sum(part => part.Count);

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        parts.SelectMany(part => part.ReadBlocks(team, cancellationToken));

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);
}
