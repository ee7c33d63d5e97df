using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows without missing values: those that have some are left out, or filled.</summary>
internal static class CompleteRows
{
    /// <summary>The table with its missing values dealt with as asked.</summary>
    /// <exception cref="BadDataException">No row, or no value of a column, is left.</exception>
    public static Table Of(Table table, MissingValues asked, WorkerTeam team, CancellationToken cancellationToken)
    {
        if (asked is MissingValues.Refuse or MissingValues.Em || table.Rows is SummedRows) return table;
        var survey = MissingSurvey.Of(table.Rows, team, cancellationToken);
        if (survey.Values == 0) return table;
        return asked == MissingValues.Drop ? Dropped(table, survey) : Filled(table, survey);
    }

    private static Table Dropped(Table table, MissingSurvey survey)
    {
        var kept = survey.IsComplete;
        var (dropped, all) = (survey.Rows, kept.Count);
        if (dropped == all)
            throw new BadDataException($"{table.Rows.Name}: every row has a missing value; give --missing mean, or leave columns out");
        return table with
        {
            Rows = new KeptOnly(table.Rows, kept, all - dropped),
            Labels = Keep(table.Labels, kept),
            Passthrough = Keep(table.Passthrough, kept),
            Notes = [.. table.Notes, $"{dropped} of {all} samples left out, {(dropped == 1 ? "it has" : "they have")} missing values"],
        };
    }

    private static Table Filled(Table table, MissingSurvey survey)
    {
        if (table.WeightColumn is { } weight && survey.HasMissing(weight))
            throw new BadDataException(
                $"{table.Rows.Name}: weights are missing in {table.NameOf(weight)}; fill them in, or give --missing drop");
        for (var column = 0; column < table.Rows.Dimension; column++)
            if (survey.IsEmpty(column))
                throw new BadDataException($"{table.Rows.Name}: {table.NameOf(column)} has no value at all; leave it out with --exclude");
        var (values, columns) = (survey.Values, survey.Columns);
        return table with
        {
            Rows = new Filling(table.Rows, survey.Means),
            Notes = [.. table.Notes, $"{values} missing value{(values == 1 ? "" : "s")} in {columns} column{(columns == 1 ? "" : "s")} "
                + "filled with the mean of the column"],
        };
    }

    private static TextColumn[] Keep(IReadOnlyList<TextColumn> columns, List<bool> kept) =>
        [.. columns.Select(column => column with { Values = [.. column.Values.Where((_, row) => kept[row])] })];

    private sealed class KeptOnly(IRawSource rows, List<bool> kept, long count) : DerivedRows(rows, rows.Dimension, count)
    {
        protected override int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made)
        {
            var filled = 0;
            for (var i = 0; i < block.Rows; i++)
                if (kept[(int)(before + i)]) block.Row(i).CopyTo(made.Row(filled++));
            return filled;
        }
    }

    private sealed class Filling(IRawSource rows, double[] means) : DerivedRows(rows, rows.Dimension, rows.Count)
    {
        protected override int Make(ReadOnlyMatrix<double> block, long before, Matrix<double> made)
        {
            for (var i = 0; i < block.Rows; i++)
            {
                var from = block.Row(i);
                var to = made.Row(i);
                for (var j = 0; j < from.Length; j++) to[j] = double.IsNaN(from[j]) ? means[j] : from[j];
            }
            return block.Rows;
        }
    }
}
