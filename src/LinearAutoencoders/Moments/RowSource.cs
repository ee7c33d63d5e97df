using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Rows that a sequence gives, gathered into blocks.</summary>
internal sealed class RowSource<T>(Func<CancellationToken, IEnumerable<ReadOnlyMemory<T>>> read, int dimension, string name)
    : RepeatedSource(dimension, name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override IEnumerable<Matrix<double>> Read(WorkerTeam team, CancellationToken cancellationToken)
    {
        var block = new Matrix<double>(BlockConversion.RowsOf(Dimension, long.MaxValue), Dimension);
        var (filled, before) = (0, 0L);
        foreach (var row in read(cancellationToken))
        {
            if (row.Length != Dimension)
                throw new BadDataException(
                    $"{Name}, row {before + filled + 1}: it has {row.Length} values, not {Dimension}; give all rows the same number");
            RowConversion.Widen(row.Span, block.Row(filled));
            if (++filled < block.Rows) continue;
            yield return block;
            before += filled;
            filled = 0;
        }
        if (filled > 0) yield return block.RowRange(0, filled);
    }
}
