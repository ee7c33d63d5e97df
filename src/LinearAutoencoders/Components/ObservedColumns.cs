using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>The mean and variance of the values of each column that are there, in one pass; NaN is one that is not.</summary>
internal sealed class ObservedColumns
{
    private readonly long[] counts;
    private readonly double[] squares;

    private ObservedColumns(int columns) => (counts, Means, squares) = (new long[columns], new double[columns], new double[columns]);

    public double[] Means { get; }

    /// <summary>Divided by the number of values.</summary>
    public double[] Variances => [.. squares.Zip(counts, (sum, count) => sum / count)];

    public long Rows { get; private set; }

    public long MissingValues => counts.Length * Rows - counts.Sum();

    /// <exception cref="BadDataException">A column has no value, a value is infinite, or there are fewer than two rows.</exception>
    public static ObservedColumns Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var columns = new ObservedColumns(source.Dimension);
        foreach (var block in SourceBlocks.Of(source, team, cancellationToken))
            for (var i = 0; i < block.Rows; i++) columns.Add(block.Row(i), source.Name);
        if (columns.Rows < 2)
            throw new BadDataException(Invariant($"{source.Name} has {columns.Rows} rows; components need 2 or more"));
        var empty = Array.IndexOf(columns.counts, 0);
        return empty < 0 ? columns : throw new BadDataException(Invariant(
            $"{source.Name}: column {empty + 1} has no value at all; leave it out"));
    }

    /// <summary>As moments of complete rows, without any products of two columns.</summary>
    public DataMoments Moments(string name, WorkerTeam team)
    {
        var diagonal = new Matrix<double>(counts.Length, counts.Length);
        for (var j = 0; j < counts.Length; j++) diagonal[j, j] = squares[j] / counts[j] * Rows;
        return new(new LostRows(new SampleSum(new MomentSum(Rows, [.. Means], diagonal)), name), center: true, team);
    }

    // Welford 1962: no digits are lost to an offset.
    private void Add(ReadOnlySpan<double> row, string name)
    {
        Rows++;
        for (var j = 0; j < row.Length; j++)
        {
            if (double.IsNaN(row[j])) continue;
            if (double.IsInfinity(row[j]))
                throw new BadDataException(Invariant($"{name}, row {Rows}, column {j + 1}: the value is infinite; remove or replace it"));
            var difference = row[j] - Means[j];
            Means[j] += difference / ++counts[j];
            squares[j] += difference * (row[j] - Means[j]);
        }
    }
}
