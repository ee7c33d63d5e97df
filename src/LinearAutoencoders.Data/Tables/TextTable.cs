using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables in text: one sample a line, perhaps below a line of names.</summary>
/// <remarks>
///   How the text is written, and what its columns are, is found from its first lines; then it is read once, so that whatever is wrong
///   with it is known before anything is computed. Numbers that fit into <see cref="TextSurvey.KeptCells"/> are kept; of larger tables
///   only the text columns are, and each pass reads the file again.
/// </remarks>
internal static class TextTable
{
    /// <param name="stored">The file.</param>
    /// <param name="options">How it is written and what its columns are for.</param>
    /// <param name="usual">The separator of files of such a name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadDataException">
    ///   A cell is no finite number, the lines differ in length, or there are two ways to read them; the line and column are named.
    /// </exception>
    public static Table Open(StoredFile stored, TableOptions options, char usual, CancellationToken cancellationToken)
    {
        var head = InputFile.Read(stored, file => TextHead.Read(file, options.Comment), cancellationToken);
        var layout = new TextLayoutGuess(stored.Name, head, options, usual).Make();
        var survey = TextSurvey.Of(
            stored, file => new TextRows(file, layout), layout.Dimension, layout.Texts.Length, options.IsShared, cancellationToken);
        return new Table(survey.Rows)
        {
            ColumnNames = NamesOf(layout),
            Labels = TextsFor(ColumnUse.Label),
            Passthrough = TextsFor(ColumnUse.Passthrough),
            WeightColumn = ColumnUses.WeightIn(layout.Numbers, layout.Uses),
            Notes = layout.Notes,
        };

        TextColumn[] TextsFor(ColumnUse use) => [.. layout.Texts.Select((column, i) => (column, i))
            .Where(text => layout.Uses[text.column] == use)
            .Select(text => new TextColumn(Table.NameOf(layout.Names, text.column), survey.Texts[text.i].Values))];
    }

    private static string[]? NamesOf(TextLayout layout) => layout.Names is not { } names ? null
        : layout.Array is { } array ? [.. Enumerable.Range(0, layout.Dimension).Select(i => $"{names[array]}[{i}]")]
        : [.. layout.Numbers.Select(column => names[column])];
}
