using System.Globalization;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables of numbers alone, such as arrays: their columns are used as options ask.</summary>
internal static class NumberTable
{
    /// <exception cref="BadDataException">There is no such column, or none is left.</exception>
    public static Table Of(IRawSource rows, TableOptions options, CancellationToken cancellationToken, IReadOnlyList<string>? names = null)
    {
        var uses = ColumnUses.Of(options, rows.Name, names, rows.Dimension);
        if (Array.TrueForAll(uses, use => use == ColumnUse.Open)) return new Table(rows) { ColumnNames = names };
        int[] kept = [.. Enumerable.Range(0, uses.Length)
            .Where(column => uses[column] is ColumnUse.Open or ColumnUse.Number or ColumnUse.Weight)];
        if (Array.TrueForAll(kept, column => uses[column] == ColumnUse.Weight))
            throw new BadDataException($"{rows.Name}: no column is left; leave fewer out");
        int[] texts = [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] is ColumnUse.Label or ColumnUse.Passthrough)];
        var values = TextOf(rows, texts, cancellationToken);
        return new Table(kept.Length == uses.Length ? rows : SelectedColumns.Of(rows, kept))
        {
            ColumnNames = names is null ? null : [.. kept.Select(column => names[column])],
            Labels = For(ColumnUse.Label),
            Passthrough = For(ColumnUse.Passthrough),
            WeightColumn = ColumnUses.WeightIn(kept, uses),
        };

        TextColumn[] For(ColumnUse use) => [.. texts.Select((column, i) => (column, i)).Where(text => uses[text.column] == use)
            .Select(text => new TextColumn(Table.NameOf(names, text.column), values[text.i].Values))];
    }

    private static TextValues[] TextOf(IRawSource rows, int[] columns, CancellationToken cancellationToken)
    {
        var values = columns.Select(_ => new TextValues()).ToArray();
        if (columns.Length == 0) return values;
        foreach (var block in rows.ReadBlocks(WorkerTeam.Alone, cancellationToken))
            for (var i = 0; i < block.Rows; i++)
                for (var j = 0; j < columns.Length; j++) values[j].Add(block[i, columns[j]].ToString("R", CultureInfo.InvariantCulture));
        return values;
    }
}
