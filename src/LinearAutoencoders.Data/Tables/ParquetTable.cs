using LinearAutoencoders.Data.Formats;
using Parquet.Schema;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables in Parquet: columns of numbers, or one column of lists that all have as many.</summary>
internal static class ParquetTable
{
    /// <summary>What pandas calls an index without a name.</summary>
    private const string PandasIndex = "__index_level_0__";

    /// <exception cref="BadDataException">The file is no Parquet file, or there are two ways to use its columns.</exception>
    public static Table Open(StoredFile stored, TableOptions options, CancellationToken cancellationToken)
    {
        using var file = ParquetFile.Open(stored, cancellationToken);
        return file.Do(() => Open(stored, file, options, cancellationToken));
    }

    private static Table Open(StoredFile stored, ParquetFile file, TableOptions options, CancellationToken cancellationToken)
    {
        var fields = file.Fields;
        string[] names = [.. fields.Select(field => field.Name)];
        var uses = ColumnUses.Of(options, stored.Name, names, names.Length);
        var notes = new List<string>();
        Settle(stored.Name, fields, uses, notes);
        int[] texts = [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] is ColumnUse.Label or ColumnUse.Passthrough)];
        var values = file.ReadTexts(texts, cancellationToken);
        int[] kept = [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] is ColumnUse.Number or ColumnUse.Weight)];
        DataField[] numbers = [.. kept.Select(column => ParquetFile.NumbersOf(fields[column]))];
        var isList = numbers is [{ MaxRepetitionLevel: > 0 }];
        var dimension = isList ? file.LengthOfLists(numbers[0], cancellationToken) : numbers.Length;
        var source = new ParquetSource(stored, numbers, dimension, file.Rows, options.Missing != MissingValues.Refuse);
        return new Table(source)
        {
            ColumnNames = isList ? [.. Enumerable.Range(0, source.Dimension).Select(i => $"{names[kept[0]]}[{i}]")]
                : [.. kept.Select(column => names[column])],
            Labels = For(ColumnUse.Label),
            Passthrough = For(ColumnUse.Passthrough),
            WeightColumn = ColumnUses.WeightIn(kept, uses),
            Notes = notes,
        };

        TextColumn[] For(ColumnUse use) => [.. texts.Select((column, i) => (column, i)).Where(text => uses[text.column] == use)
            .Select(text => new TextColumn(names[text.column], values[text.i].Values))];
    }

    /// <summary>Gives a use to each column that nobody named.</summary>
    private static void Settle(string name, IReadOnlyList<Field> fields, ColumnUse[] uses, List<string> notes)
    {
        for (var column = 0; column < uses.Length; column++)
        {
            if (uses[column] == ColumnUse.Open) uses[column] = Of(fields[column], notes);
            if (uses[column] is ColumnUse.Number or ColumnUse.Weight && !ParquetFile.HoldsNumbers(fields[column]))
                throw new BadDataException($"{name}: {fields[column].Name} holds no numbers; leave it out with --exclude");
        }
        List<int> used = [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] == ColumnUse.Number)];
        if (used.Count == 0) throw new BadDataException($"{name}: no column holds numbers; give a table with numbers");
        if (used.Count > 1 && used.Find(column => ParquetFile.IsList(fields[column]), -1) is >= 0 and var list)
            throw new BadDataException($"{name}: {fields[list].Name} holds lists, and other columns hold numbers too; give --columns "
                + $"{fields[list].Name} for the lists, or --exclude {fields[list].Name} for the others");
    }

    private static ColumnUse Of(Field field, List<string> notes)
    {
        if (field.Name == PandasIndex)
        {
            notes.Add($"{field.Name}, the index that pandas wrote, left out");
            return ColumnUse.None;
        }
        if (ParquetFile.HoldsNumbers(field)) return ColumnUse.Number;
        notes.Add($"{field.Name} holds {(ParquetFile.HoldsText(field) ? "text" : "no numbers")}, left out");
        return ParquetFile.HoldsText(field) ? ColumnUse.Label : ColumnUse.None;
    }

    private static int Find(this List<int> columns, Predicate<int> match, int otherwise) =>
        columns.FindIndex(match) is >= 0 and var at ? columns[at] : otherwise;
}
