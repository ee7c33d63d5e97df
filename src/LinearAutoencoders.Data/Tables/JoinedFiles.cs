namespace LinearAutoencoders.Data.Tables;

/// <summary>Several files as one table: listed with commas, or by patterns.</summary>
internal static class JoinedFiles
{
    /// <summary>One file, several, or a pattern, as one table.</summary>
    /// <exception cref="BadDataException">No file is of that name, or their columns differ.</exception>
    public static Table Open(string source, TableOptions options, CancellationToken cancellationToken)
    {
        var paths = PathsOf(source);
        if (paths.Count == 1) return FileTable.Open(paths[0], options, cancellationToken);
        var tables = paths.ConvertAll(path => FileTable.Open(path, options, cancellationToken));
        foreach (var table in tables) RequireAlike(tables[0], table);
        return tables[0] with
        {
            Rows = new JoinedRows(source, tables.ConvertAll(table => table.Rows)),
            Labels = Join(tables.ConvertAll(table => table.Labels)),
            Passthrough = Join(tables.ConvertAll(table => table.Passthrough)),
            Notes = NotesOf(paths, tables),
        };
    }

    private static List<string> PathsOf(string source)
    {
        if (Path.Exists(source) || source.AsSpan().IndexOfAny(',', '*', '?') < 0) return [source];
        var items = source.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<string> paths = [.. items.SelectMany(Expand)];
        return paths.Count > 0 ? paths : [source];
    }

    private static IEnumerable<string> Expand(string item)
    {
        var pattern = Path.GetFileName(item);
        if (Path.Exists(item) || pattern.AsSpan().IndexOfAny('*', '?') < 0) return [item];
        var folder = Path.GetDirectoryName(item) is { Length: > 0 } named ? named : ".";
        // In the same order on every machine.
        List<string> found = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];
        if (found.Count == 0) throw new BadDataException($"no file is called {item}; check the pattern and the folder");
        return folder == "." && !item.StartsWith('.') ? found.ConvertAll(path => Path.GetFileName(path)!) : found;
    }

    private static void RequireAlike(Table first, Table other)
    {
        var (a, b) = (Columns(first), Columns(other));
        if (first.Rows.Dimension == other.Rows.Dimension && a.SequenceEqual(b)) return;
        var at = Enumerable.Range(0, Math.Min(a.Count, b.Count)).FirstOrDefault(i => a[i] != b[i], -1);
        var difference = at >= 0 ? $"column {at + 1} of {other.Rows.Name} is {b[at]}, but of {first.Rows.Name} it is {a[at]}"
            : $"{other.Rows.Name} has {other.Rows.Dimension} columns, but {first.Rows.Name} has {first.Rows.Dimension}";
        throw new BadDataException($"{difference}; give files with the same columns");
    }

    private static List<string> Columns(Table table) =>
    [
        .. table.ColumnNames ?? [], .. table.Labels.Concat(table.Passthrough).Select(column => column.Name),
    ];

    private static TextColumn[] Join(List<IReadOnlyList<TextColumn>> parts) => [.. parts[0].Select(
        (column, i) => column with { Values = [.. parts.SelectMany(part => part[i].Values)] })];

    private static string[] NotesOf(List<string> paths, List<Table> tables)
    {
        var all = tables.SelectMany(table => table.Notes).Distinct().ToList();
        var common = all.FindAll(note => tables.TrueForAll(table => table.Notes.Contains(note)));
        return [$"{paths.Count} files are one table", .. common, .. tables.SelectMany((table, i) =>
            table.Notes.Except(common).Select(note => $"{Path.GetFileName(paths[i])}: {note}"))];
    }
}
