using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>
///   A matrix that is handed out in blocks of given sizes, in turn; what was handed out before is spoiled each time.
/// </summary>
internal sealed class BlockedSource(Matrix<double> samples, params int[] sizes) : ISampleSource
{
    public int Dimension => samples.Columns;

    public long? Count => null;

    /// <summary>How often the rows were read.</summary>
    public int Passes { get; private set; }

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        Passes++;
        for (int start = 0, i = 0; start < samples.Rows; i++)
        {
            var block = samples.RowRange(start, Math.Min(sizes[i % sizes.Length], samples.Rows - start)).Clone();
            yield return block;
            start += block.Rows;
            block.AsSpan().Fill(double.NaN);
        }
    }
}
