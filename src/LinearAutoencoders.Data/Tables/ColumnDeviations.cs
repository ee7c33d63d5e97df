using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>The standard deviations of columns, with n − 1.</summary>
/// <remarks>Welford's sums, in the order of the rows; with weights, n is their sum.</remarks>
internal static class ColumnDeviations
{
    public static double[] Of(ISampleSource source, WorkerTeam team, CancellationToken cancellationToken)
    {
        var (mean, squares) = (new double[source.Dimension], new double[source.Dimension]);
        var weights = (source as IWeightedSource)?.Weights ?? ReadOnlyMemory<double>.Empty;
        var (row, total) = (0L, 0.0);
        foreach (var block in source.ReadBlocks(team, cancellationToken))
            for (var i = 0; i < block.Rows; i++, row++)
            {
                var weight = weights.IsEmpty ? 1 : weights.Span[(int)row];
                if (weight == 0) continue;
                total += weight;
                Add(block.Row(i), weight, weight / total, mean, squares);
            }
        return Array.ConvertAll(squares, sum => Math.Sqrt(sum / (total - 1)));
    }

    private static void Add(ReadOnlySpan<double> row, double weight, double share, Span<double> mean, Span<double> squares)
    {
        for (var j = 0; j < row.Length; j++)
        {
            var difference = row[j] - mean[j];
            mean[j] += share * difference;
            squares[j] += weight * difference * (row[j] - mean[j]);
        }
    }
}
