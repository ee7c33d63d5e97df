using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
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

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken)
    {
        var before = 0L;
        foreach (var part in parts)
        {
            var (first, count) = (Math.Max(rows.First - before, 0), part.Count!.Value);
            var own = new RowRange(first, Math.Min(rows.End - before, count) - first);
            if (own.Count == count)
                foreach (var block in part.ReadBlocks(team, cancellationToken)) yield return block;
            else if (own.Count > 0)
                foreach (var block in part.ReadBlocks(own, team, cancellationToken)) yield return block;
            before += count;
        }
    }

    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        parts.SelectMany(part => part.ReadSingleBlocks(team, cancellationToken));

    public string Fingerprint(CancellationToken cancellationToken) => Formats.Fingerprint.Of(this, cancellationToken);
}
