using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Rows to be written, as they are read from their source.</summary>
/// <param name="Rows">The numbers.</param>
internal sealed record OutputTable(ISampleSource Rows)
{
    /// <summary>A name for each column of numbers; null: they have none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>Text before the numbers of each row, in formats that hold text.</summary>
    public IReadOnlyList<TextColumn> Labels { get; init; } = [];

    /// <summary>Whether all numbers are of single precision, and are written so where the format can.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether a number is kept in a byte, with one scale for each row.</summary>
    public bool IsInt8 { get; init; }

    /// <summary>The names of all columns, if any has one.</summary>
    public IReadOnlyList<string>? Header => ColumnNames is null && Labels.Count == 0 ? null
        : [.. Labels.Select(label => label.Name), .. Enumerable.Range(0, Rows.Dimension).Select(i => ColumnLabels.NameOf(ColumnNames, i))];
}
