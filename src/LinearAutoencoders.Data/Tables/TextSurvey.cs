using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Tables;

/// <summary>What the first pass over a text finds: whether all of it can be read, and its columns of text.</summary>
/// <param name="Rows">
///   The numbers: in memory, where they fit into <see cref="KeptCells"/>; else the file is read again in each pass.
/// </param>
/// <param name="Texts">The columns of text, by their place.</param>
internal sealed record TextSurvey(IRawSource Rows, TextValues[] Texts)
{
    /// <summary>256 MB of numbers.</summary>
    internal const long KeptCells = 1 << 25;

    /// <summary>Above so many times what is kept, a guess from the length of the file leaves no doubt.</summary>
    internal const double Doubtless = 1.25;

    /// <param name="stored">The file.</param>
    /// <param name="open">Starts a pass.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="texts">Columns of text.</param>
    /// <param name="isShared">Whether each process reads the numbers of its own rows, later.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static TextSurvey Of(
        StoredFile stored, Func<InputFile, ITextRows> open, int columns, int texts, bool isShared, CancellationToken cancellationToken)
    {
        var values = Enumerable.Range(0, texts).Select(_ => new TextValues()).ToArray();
        var (kept, rows) = InputFile.Read(
            stored, file => isShared ? Count(file, open, values) : Read(file, open, columns, values), cancellationToken);
        return new(kept is null ? new TextSource(stored, open, columns, rows) : new KeptRows(stored.Name, columns, kept), values);
    }

    private static (List<Matrix<double>>? Kept, long Rows) Read(
        InputFile file, Func<InputFile, ITextRows> open, int columns, TextValues[] texts)
    {
        using var text = open(file);
        var kept = new List<Matrix<double>>();
        var rows = 0L;
        var block = new Matrix<double>(BlockConversion.RowsOf(columns, long.MaxValue), columns);
        while (TextSource.Fill(text, block, Keep) is var count and > 0)
        {
            file.Cancellation.ThrowIfCancellationRequested();
            rows += count;
            // By the part of the file that was read so far, what comes would be too much.
            if (rows * columns > KeptCells || rows * columns / file.ShareRead > Doubtless * KeptCells) kept = null;
            if (kept is null) continue;
            kept.Add(block.RowRange(0, count));
            block = new Matrix<double>(block.Rows, columns);
        }
        return (kept, rows);

        void Keep() => KeepTexts(text, texts);
    }

    private static (List<Matrix<double>>? Kept, long Rows) Count(InputFile file, Func<InputFile, ITextRows> open, TextValues[] texts)
    {
        using var text = open(file);
        return (null, text.Skip(long.MaxValue, texts.Length == 0 ? null : () => KeepTexts(text, texts)));
    }

    private static void KeepTexts(ITextRows text, TextValues[] texts)
    {
        for (var i = 0; i < texts.Length; i++) texts[i].Add(text.TextOf(i));
    }
}
