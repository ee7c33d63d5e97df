using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Blocks that a sequence gives.</summary>
internal sealed class BlockSource<T>(Func<CancellationToken, IEnumerable<Matrix<T>>> read, int dimension, string name)
    : RepeatedSource(dimension, name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override IEnumerable<Matrix<double>> Read(WorkerTeam team, CancellationToken cancellationToken)
    {
        var widened = new Matrix<double>(0, 0);
        foreach (var block in read(cancellationToken))
        {
            if (block is Matrix<double> doubles)
            {
                yield return doubles;
                continue;
            }
            if (widened.Rows < block.Rows || widened.Columns != block.Columns) widened = new Matrix<double>(block.Rows, block.Columns);
            BlockConversion.Widen(block, widened.RowRange(0, block.Rows), team);
            yield return widened.RowRange(0, block.Rows);
        }
    }
}
