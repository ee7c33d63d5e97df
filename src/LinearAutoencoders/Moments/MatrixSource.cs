using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>
///   The rows of a matrix as a source. One of doubles is handed out as it is, another is widened a block at a time.
/// </summary>
/// <param name="samples">n × m, one sample a row; kept, not copied.</param>
/// <param name="name">What errors call it.</param>
public sealed class MatrixSource<T>(Matrix<T> samples, string name = "the data") : ISampleSource, IRandomRows
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
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        ReadBlocks(new RowRange(0, samples.Rows), team, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(RowRange rows, WorkerTeam team, CancellationToken cancellationToken)
    {
        var part = samples.RowRange((int)rows.First, (int)rows.Count);
        if (part is Matrix<double> doubles)
        {
            yield return doubles;
            yield break;
        }
        var widened = new Matrix<double>(BlockConversion.RowsOf(part.Columns, part.Rows), part.Columns);
        for (var start = 0; start < part.Rows; start += widened.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = widened.RowRange(0, Math.Min(widened.Rows, part.Rows - start));
            BlockConversion.Widen(part.RowRange(start, block.Rows), block, team);
            yield return block;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMatrix<float>> ReadSingleBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        samples is Matrix<float> singles ? [singles] : SingleBlocks.Of(ReadBlocks(team, cancellationToken));

    Matrix<float>? IRandomRows.ReadRows(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var rows = new Matrix<float>(numbers.Count, samples.Columns);
        for (var i = 0; i < numbers.Count; i++) samples.RowRange((int)numbers[i], 1).ConvertTo<float>().CopyTo(rows.RowRange(i, 1));
        return rows;
    }
}
