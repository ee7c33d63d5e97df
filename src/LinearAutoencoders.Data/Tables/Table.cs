using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Rows of numbers, and all else that the file they come from says of them.</summary>
/// <param name="Rows">The numbers, n × m.</param>
internal sealed record Table(IRawSource Rows)
{
    /// <summary>m names, or null.</summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>Text that says what the samples are.</summary>
    public IReadOnlyList<TextColumn> Labels { get; init; } = [];

    /// <summary>Text for the outputs to repeat.</summary>
    public IReadOnlyList<TextColumn> Passthrough { get; init; } = [];

    /// <summary>The column of <see cref="Rows"/> that says how much each counts; null once it is no column of theirs.</summary>
    public int? WeightColumn { get; init; }

    /// <summary>How much each row counts, n numbers; null: all the same.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>What the columns were divided by.</summary>
    public IReadOnlyList<double>? Scale { get; init; }

    /// <summary>Whether the mean of each column is to be subtracted, if nobody says otherwise.</summary>
    public bool Center { get; init; } = true;

    /// <summary>The picture that a sample is.</summary>
    public (int Rows, int Columns)? PictureShape { get; init; }

    /// <summary>What was assumed or done, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What people call a column: its name, or its number from 1.</summary>
    public string NameOf(int column) => NameOf(ColumnNames, column);

    /// <inheritdoc cref="NameOf(int)"/>
    public static string NameOf(IReadOnlyList<string>? names, int column) =>
        names is not null && names[column].Length > 0 ? names[column] : $"column {column + 1}";
}
