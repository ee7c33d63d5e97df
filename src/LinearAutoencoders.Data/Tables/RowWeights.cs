using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Takes the column of weights out of a table.</summary>
internal static class RowWeights
{
    /// <summary>The table without its column of weights, but with the weights.</summary>
    /// <exception cref="BadDataException">A weight is negative, or all are 0.</exception>
    public static Table Of(Table table, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (table.WeightColumn is not { } column) return table;
        var share = ChunkLayout.OfProducts.ShareOf(table.Rows, team);
        var own = Read(SelectedColumns.Of(table.Rows, [column]), share, team, cancellationToken);
        IReadOnlyList<double> weights = team.Ranks is { } ranks ? ranks.Gather(own) : own;
        if (weights.All(weight => weight == 0))
            throw new BadDataException($"{table.Rows.Name}: all weights are 0; give some samples a weight above 0");
        int[] others = [.. Enumerable.Range(0, table.Rows.Dimension).Where(other => other != column)];
        return table with
        {
            Rows = SelectedColumns.Of(table.Rows, others),
            ColumnNames = table.ColumnNames is { } names ? [.. others.Select(other => names[other])] : null,
            Weights = weights,
            WeightColumn = null,
        };
    }

    private static List<double> Read(ISampleSource column, RowRange? share, WorkerTeam team, CancellationToken cancellationToken)
    {
        var weights = new List<double>();
        var first = share?.First ?? 0;
        foreach (var block in SourceBlocks.Of(column, share, team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
            {
                if (!(block[i, 0] >= 0 && double.IsFinite(block[i, 0])))
                    throw new BadDataException(FormattableString.Invariant(
                        $"{column.Name}, row {first + weights.Count + 1}: the weight is {block[i, 0]}; give numbers from 0"));
                weights.Add(block[i, 0]);
            }
        return weights;
    }
}
