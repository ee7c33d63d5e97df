using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Moments;

/// <summary>The cells of a matrix that are not zero, handed out in blocks of given sizes, in turn.</summary>
internal sealed class SparseSource(Matrix<double> samples, params int[] sizes) : ISparseSampleSource
{
    public int Dimension => samples.Columns;

    public long? Count { get; init; }

    public IEnumerable<SparseBlock> ReadSparseBlocks(WorkerTeam team, CancellationToken cancellationToken)
    {
        for (int start = 0, i = 0; start < samples.Rows; i++)
        {
            var rows = samples.RowRange(start, Math.Min(sizes[i % sizes.Length], samples.Rows - start));
            yield return Compress(rows);
            start += rows.Rows;
        }
    }

    public static SparseBlock Compress(Matrix<double> rows)
    {
        var (starts, columns, values) = (new List<int> { 0 }, new List<int>(), new List<double>());
        for (var i = 0; i < rows.Rows; i++)
        {
            for (var j = 0; j < rows.Columns; j++)
            {
                if (rows[i, j] == 0) continue;
                columns.Add(j);
                values.Add(rows[i, j]);
            }
            starts.Add(values.Count);
        }
        return new SparseBlock(rows.Columns, starts.ToArray(), columns.ToArray(), values.ToArray());
    }
}
