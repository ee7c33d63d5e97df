using System.Globalization;
using LinearAutoencoders.Components;

namespace LinearAutoencoders.Data;

/// <summary>
///   How the columns of a table are read, and what each of them is for. What is not said is found out, and said in the notes.
/// </summary>
/// <remarks>
///   Columns are listed with commas: a name, a pattern with <c>*</c> and <c>?</c>, a number from 1, or a range such as <c>3-7</c>
///   or <c>first:last</c>. <c>=3</c> is the column named 3 where numbers are names, <c>#3</c> the third.
/// </remarks>
public sealed record TableOptions
{
    /// <summary>Whether the first line of a text holds names. Default: found from the lines below it.</summary>
    public Header Header { get; init; }

    /// <summary>What is between two cells of a text: a character, or a blank for any number of blanks and tabs. Default: found.</summary>
    public char? Separator { get; init; }

    /// <summary>The decimal point of a text: <c>.</c> or <c>,</c>. Default: found.</summary>
    public char? DecimalPoint { get; init; }

    /// <summary>Lines of a text that start with it are passed over; null: none are. Default: <c>#</c>.</summary>
    public char? Comment { get; init; } = '#';

    /// <summary>The columns that are the data. Default: all that hold numbers and have no other use.</summary>
    public string? Columns { get; init; }

    /// <summary>Columns to leave out.</summary>
    public string? Exclude { get; init; }

    /// <summary>Columns that say what a sample is: read as text, no part of the data.</summary>
    public string? Label { get; init; }

    /// <summary>Columns that outputs repeat as they are: read as text, no part of the data.</summary>
    public string? Passthrough { get; init; }

    /// <summary>The column that says how much a sample counts, no part of the data.</summary>
    public string? Weights { get; init; }

    /// <summary>What becomes of samples with missing values. Default: the data is refused.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>
    ///   What the columns are divided by: <c>none</c>, <c>std</c> (their standard deviations, with n − 1), a number such as <c>255</c>, or
    ///   a .npy file with a number for each column.
    /// </summary>
    public string Scale { get; init; } = NoScale;

    /// <summary>
    ///   Whether several processes share the rows, so that none is to read the values of all of them before it reads its own.
    /// </summary>
    internal bool IsShared { get; init; }

    /// <summary>The columns as they are.</summary>
    internal const string NoScale = "none";

    /// <summary>The rule that a scale names.</summary>
    /// <param name="scale">As <see cref="Scale"/>.</param>
    /// <param name="columns">How many there are.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static ColumnScale RuleOf(string scale, int columns, CancellationToken cancellationToken) => scale switch
    {
        NoScale => ColumnScale.None,
        Deviations => ColumnScale.StandardDeviation,
        _ when double.TryParse(scale, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !File.Exists(scale) =>
            ColumnScale.Of([.. Enumerable.Repeat(number, columns)]),
        var path => ColumnScale.Of(NpyFile.ReadVector<double>(path, cancellationToken)),
    };

    /// <summary>The columns divided by their standard deviations.</summary>
    internal const string Deviations = "std";
}

/// <summary>Whether the first line of a text holds the names of its columns.</summary>
public enum Header
{
    /// <summary>Found from the lines below it.</summary>
    Auto,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>It is a sample.</summary>
    No,
}

/// <summary>What becomes of samples with missing values: empty cells, NA, NaN and the like.</summary>
public enum MissingValues
{
    /// <summary>The data is refused.</summary>
    Refuse,

    /// <summary>The sample is left out.</summary>
    Drop,

    /// <summary>The value is replaced by the mean of its column.</summary>
    Mean,

    /// <summary>
    ///   The value stays missing, NaN in the data: for a fit that estimates it (<see cref="Components.FitOptions.EstimateMissing"/>), and
    ///   for models, which know what to expect of it (<see cref="Components.MissingFill"/>).
    /// </summary>
    Em,
}
