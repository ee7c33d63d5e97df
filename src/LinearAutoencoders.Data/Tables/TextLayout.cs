using System.Text;

namespace LinearAutoencoders.Data.Tables;

/// <summary>All that is to be known of a text before its rows are read.</summary>
internal sealed record TextLayout
{
    /// <summary>How characters are written.</summary>
    public required Encoding Encoding { get; init; }

    /// <summary>How cells and numbers are.</summary>
    public required TextDialect Dialect { get; init; }

    /// <summary>Lines that start with it are passed over.</summary>
    public required char? Comment { get; init; }

    /// <summary>The line of the first sample.</summary>
    public required long FirstLine { get; init; }

    /// <summary>Cells of a line.</summary>
    public required int Width { get; init; }

    /// <summary>Whether a line may have one more cell, if it is empty.</summary>
    public bool AllowsTrailing { get; init; }

    /// <summary>The columns that are read as numbers, from 0.</summary>
    public int[] Numbers { get; init; } = [];

    /// <summary>Of those, which hold true and false.</summary>
    public bool[] Booleans { get; init; } = [];

    /// <summary>The column whose cells have all numbers of a sample, in brackets; null: cells are numbers.</summary>
    public int? Array { get; init; }

    /// <summary>How many numbers that are.</summary>
    public int ArrayLength { get; init; }

    /// <summary>Numbers of a sample.</summary>
    public int Dimension => Array is null ? Numbers.Length : ArrayLength;

    /// <summary>The columns kept as text.</summary>
    public int[] Texts { get; init; } = [];

    /// <summary>Text columns that nobody asked for: a number in them shows that they are no text.</summary>
    public int[] Assumed { get; init; } = [];

    /// <summary>What each column of the file is for.</summary>
    public ColumnUse[] Uses { get; init; } = [];

    /// <summary>The column left out because it counts the rows; they must go on counting.</summary>
    public int? RowNumbers { get; init; }

    /// <summary>Where missing values are read as NaN, for later; else they are errors.</summary>
    public bool AllowsMissing { get; init; }

    /// <summary>Names of all columns of the file, or null.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>What was assumed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
