using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Moments;

/// <summary>Mean and variance of the columns of sparse rows, which are never filled: a pass, and a few numbers a column.</summary>
/// <remarks>
///   Of the values that are there, each as often as its row counts, mean and sum of squares about it (Welford 1962), row after row; at the
///   end they are merged with as many zeros as are missing (Chan, Golub and LeVeque 1979). A column of one value in all rows has the
///   variance 0, exactly.
///   <para>Of rows that are still to lose their mean, what is left has the mean 0.</para>
/// </remarks>
internal sealed class SparseColumns
{
    // A thread is worth waking for so many values.
    private const int ValuesWorthWaking = 1 << 13;

    private readonly double[] counts;
    private readonly double[] means;
    private readonly double[] squares;

    private SparseColumns(int columns) => (counts, means, squares) = (new double[columns], new double[columns], new double[columns]);

    /// <summary>The moments of all rows, without the products of columns; null where there are no rows.</summary>
    public static MomentSum? Of(ISparseSampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var sum = Of(SourceBlocks.OfSparse(source, team, cancellationToken), source.Dimension, team);
        return source.Offset is null || sum is null ? sum : new MomentSum(sum.Count, new double[source.Dimension], sum.Squares);
    }

    /// <summary>The same of blocks of so many columns, from whose rows nothing more is subtracted.</summary>
    public static MomentSum? Of(IEnumerable<SparseBlock> blocks, int dimension, WorkerTeam team)
    {
        var (columns, rows) = (new SparseColumns(dimension), 0L);
        foreach (var block in blocks)
        {
            var parts = Math.Clamp(block.Values.Length / ValuesWorthWaking, 1, team.Threads);
            team.Run(new AddPart(columns, block), Math.Min(parts, dimension));
            rows += block.Rows;
        }
        return rows == 0 ? null : columns.WithZeros(rows);
    }

    private MomentSum WithZeros(long rows)
    {
        var (mean, diagonal) = (new double[means.Length], new Matrix<double>(1, means.Length));
        for (var j = 0; j < mean.Length; j++)
        {
            mean[j] = means[j] * (counts[j] / rows);
            // Weights may add up to a little more than there are rows.
            diagonal[0, j] = squares[j] + means[j] * means[j] * counts[j] * (Math.Max(0, rows - counts[j]) / rows);
        }
        return new MomentSum(rows, mean, diagonal);
    }

    private void Add(int column, double value, double weight)
    {
        if (weight == 0) return;
        var difference = value - means[column];
        counts[column] += weight;
        means[column] += difference * weight / counts[column];
        squares[column] += weight * difference * (value - means[column]);
    }

    /// <summary>All rows, but only their values in some columns.</summary>
    private readonly struct AddPart(SparseColumns owner, SparseBlock block) : IPartedJob
    {
        public void Run(int part, int parts)
        {
            var (start, share) = BlockConversion.Share(block.Columns, part, parts);
            for (var i = 0; i < block.Rows; i++)
            {
                var cells = block.CellsOf(i, start, start + share);
                var places = block.ColumnIndices[cells];
                var values = block.Values[cells];
                var weight = block.Weights?.Span[i] ?? 1;
                for (var cell = 0; cell < places.Length; cell++) owner.Add(places[cell], values[cell], weight);
            }
        }
    }
}
