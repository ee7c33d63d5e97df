using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables in text: one sample a line, perhaps below a line of names.</summary>
/// <remarks>
///   How the text is written, and what its columns are, is found from its first lines; then it is read once, so that whatever is wrong
///   with it is known before anything is computed. Numbers that fit into <see cref="KeptCells"/> are kept; of larger tables only the
///   text columns are, and each pass reads the file again.
/// </remarks>
internal static class TextTable
{
    /// <summary>256 MB of numbers.</summary>
    internal const long KeptCells = 1 << 25;

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
        var texts = layout.Texts.Select(_ => new TextValues()).ToArray();
        var (kept, rows) = InputFile.Read(
            stored, file => options.IsShared ? Count(file, layout, texts) : Survey(file, layout, texts), cancellationToken);
        return new Table(kept is null ? new TextSource(stored, layout, rows) : new KeptRows(stored.Name, layout.Numbers.Length, kept))
        {
            ColumnNames = layout.Names is { } names ? [.. layout.Numbers.Select(column => names[column])] : null,
            Labels = TextsFor(ColumnUse.Label),
            Passthrough = TextsFor(ColumnUse.Passthrough),
            WeightColumn = ColumnUses.WeightIn(layout.Numbers, layout.Uses),
            Notes = layout.Notes,
        };

        TextColumn[] TextsFor(ColumnUse use) => [.. layout.Texts.Select((column, i) => (column, i))
            .Where(text => layout.Uses[text.column] == use)
            .Select(text => new TextColumn(Table.NameOf(layout.Names, text.column), texts[text.i].Values))];
    }

    /// <summary>Above so many times what is kept, a guess from the length of the file leaves no doubt.</summary>
    internal const double Doubtless = 1.25;

    /// <summary>Whether nothing will be kept in the end, by the cells so far and the part of the file that holds them.</summary>
    private static bool IsTooLarge(InputFile file, long cells) => cells / file.ShareRead > Doubtless * KeptCells;

    private static (List<Matrix<double>>? Kept, long Rows) Survey(InputFile file, TextLayout layout, TextValues[] texts)
    {
        using var text = new TextRows(file, layout);
        var columns = layout.Numbers.Length;
        var kept = new List<Matrix<double>>();
        var rows = 0L;
        var block = new Matrix<double>(BlockConversion.RowsOf(columns, long.MaxValue), columns);
        while (TextSource.Fill(text, block, Keep) is var count and > 0)
        {
            file.Cancellation.ThrowIfCancellationRequested();
            rows += count;
            if (rows * columns > KeptCells || IsTooLarge(file, rows * columns)) kept = null;
            if (kept is null) continue;
            kept.Add(block.RowRange(0, count));
            block = new Matrix<double>(block.Rows, columns);
        }
        return (kept, rows);

        void Keep() => KeepTexts(text, layout, texts);
    }

    /// <summary>Each process reads the numbers of its own rows, later.</summary>
    private static (List<Matrix<double>>? Kept, long Rows) Count(InputFile file, TextLayout layout, TextValues[] texts)
    {
        using var text = new TextRows(file, layout);
        return (null, text.Skip(long.MaxValue, texts.Length == 0 ? null : () => KeepTexts(text, layout, texts)));
    }

    private static void KeepTexts(TextRows text, TextLayout layout, TextValues[] texts)
    {
        for (var i = 0; i < texts.Length; i++) texts[i].Add(text.TextOf(layout.Texts[i]));
    }
}
