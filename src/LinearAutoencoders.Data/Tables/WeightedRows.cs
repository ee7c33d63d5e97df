using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows of which some count more than others.</summary>
internal sealed class WeightedRows(IRawSource rows, double[] weights) : IRawSource, IWeightedSource
{
    public string Name => rows.Name;

    public double RelativeRounding => rows.RelativeRounding;

    public int Dimension => rows.Dimension;

    public long? Count => rows.Count;

    public ReadOnlyMemory<double> Weights => weights;

    public IEnumerable<ReadOnlyMatrix<double>> ReadBlocks(WorkerTeam team, CancellationToken cancellationToken) =>
        rows.ReadBlocks(team, cancellationToken);

    /// <summary>Other weights make other data.</summary>
    public string Fingerprint(CancellationToken cancellationToken)
    {
        using var fingerprint = new Fingerprint(weights.LongLength, 1, sizeof(double));
        fingerprint.Append<char>(rows.Fingerprint(cancellationToken));
        fingerprint.Append<double>(weights);
        return fingerprint.End();
    }

    /// <summary>Rows made from others, with the weights of those.</summary>
    public static IRawSource Like(IRawSource rows, IRawSource made) =>
        rows is WeightedRows weighted ? new WeightedRows(made, weighted.Weights.ToArray()) : made;

    /// <summary>The table without its column of weights, but with the weights.</summary>
    /// <exception cref="BadDataException">A weight is negative, or all are 0.</exception>
    public static Table Of(Table table, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (table.WeightColumn is not { } column) return table;
        var weights = new List<double>();
        foreach (var block in table.Rows.ReadBlocks(team, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
            {
                if (!(block[i, column] >= 0 && double.IsFinite(block[i, column])))
                    throw new BadDataException(FormattableString.Invariant(
                        $"{table.Rows.Name}, row {weights.Count + 1}: the weight is {block[i, column]}; give numbers from 0"));
                weights.Add(block[i, column]);
            }
        if (weights.TrueForAll(weight => weight == 0))
            throw new BadDataException($"{table.Rows.Name}: all weights are 0; give some samples a weight above 0");
        int[] others = [.. Enumerable.Range(0, table.Rows.Dimension).Where(other => other != column)];
        return table with
        {
            Rows = new WeightedRows(new SelectedColumns(table.Rows, others), [.. weights]),
            ColumnNames = table.ColumnNames is { } names ? [.. others.Select(other => names[other])] : null,
            WeightColumn = null,
        };
    }
}
