using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   The rows of a matrix as a source. One of doubles is handed out as it is, another is widened a block at a time.
/// </summary>
/// <param name="samples">n × m, one sample a row; kept, not copied.</param>
/// <param name="name">What errors call it.</param>
public sealed class MatrixSource<T>(Matrix<T> samples, string name = "the data") : ISampleSource
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Dimension => samples.Columns;

    /// <inheritdoc/>
    public long? Count => samples.Rows;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public double RelativeRounding => ElementType.RelativeRounding<T>();

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        if (samples is Matrix<double> doubles)
        {
            yield return doubles;
            yield break;
        }
        var rows = BlockConversion.RowsOf(samples.Columns, samples.Rows);
        var widened = new Matrix<double>(rows, samples.Columns);
        for (var start = 0; start < samples.Rows; start += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = widened.RowRange(0, Math.Min(rows, samples.Rows - start));
            BlockConversion.Widen(samples.RowRange(start, block.Rows), block, team);
            yield return block;
        }
    }
}
