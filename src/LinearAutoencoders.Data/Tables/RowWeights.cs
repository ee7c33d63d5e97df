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
        var weights = new List<double>();
        foreach (var block in SelectedColumns.Of(table.Rows, [column]).ReadBlocks(team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
            {
                if (!(block[i, 0] >= 0 && double.IsFinite(block[i, 0])))
                    throw new BadDataException(FormattableString.Invariant(
                        $"{table.Rows.Name}, row {weights.Count + 1}: the weight is {block[i, 0]}; give numbers from 0"));
                weights.Add(block[i, 0]);
            }
        if (weights.TrueForAll(weight => weight == 0))
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
}
