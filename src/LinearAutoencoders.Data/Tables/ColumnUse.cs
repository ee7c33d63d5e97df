namespace LinearAutoencoders.Data.Tables;

/// <summary>What a column of a file is for.</summary>
internal enum ColumnUse
{
    /// <summary>Whatever its cells are fit for.</summary>
    Open,

    /// <summary>Part of the data.</summary>
    Number,

    /// <summary>Says how much a sample counts.</summary>
    Weight,

    /// <summary>Says what a sample is.</summary>
    Label,

    /// <summary>Repeated by outputs.</summary>
    Passthrough,

    /// <summary>Left out.</summary>
    None,
}

/// <summary>The uses of columns that options ask for.</summary>
internal static class ColumnUses
{
    /// <summary>Which of some columns is that of the weights; null: none.</summary>
    public static int? WeightIn(int[] columns, ColumnUse[] uses) =>
        Array.FindIndex(columns, column => uses[column] == ColumnUse.Weight) is >= 0 and var weight ? weight : null;

    /// <summary>One use for each column.</summary>
    /// <exception cref="BadDataException">There is no such column, or one has two uses.</exception>
    public static ColumnUse[] Of(TableOptions options, string source, IReadOnlyList<string>? names, int count)
    {
        var uses = new ColumnUse[count];
        Give("--exclude", options.Exclude, ColumnUse.None);
        Give("--label", options.Label, ColumnUse.Label);
        Give("--passthrough", options.Passthrough, ColumnUse.Passthrough);
        if (options.Weights is { } weights)
            Set("--weights", new ColumnList("--weights", source, names, count).ResolveOne(weights), ColumnUse.Weight);
        if (options.Columns is null) return uses;
        // What is excluded by name may well be in a range of columns.
        foreach (var column in new ColumnList("--columns", source, names, count).Resolve(options.Columns))
            if (uses[column] != ColumnUse.None) Set("--columns", column, ColumnUse.Number);
        for (var column = 0; column < count; column++)
            if (uses[column] == ColumnUse.Open) uses[column] = ColumnUse.None;
        return uses;

        void Give(string option, string? list, ColumnUse use)
        {
            if (list is null) return;
            foreach (var column in new ColumnList(option, source, names, count).Resolve(list)) Set(option, column, use);
        }

        void Set(string option, int column, ColumnUse use)
        {
            if (uses[column] is not ColumnUse.Open)
                throw new BadDataException(
                    $"{source}: {option}: {Table.NameOf(names, column)} has another use already; name it in one option only");
            uses[column] = use;
        }
    }
}
