namespace LinearAutoencoders.Cli.Display;

/// <summary>
///   A table in letters that knows how wide it may be: what has no room is left out column by column, the least important first, and said
///   to be; texts go on in the next line, never within a word.
/// </summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private const char NoBreak = '\u00A0';

    private readonly List<Column> columns = [];
    private readonly List<string[]> rows = [];

    /// <summary>A column of texts.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="rank">0: it stays; else the column of the highest rank goes first.</param>
    /// <param name="wraps">Whether its texts may go on in the next line.</param>
    public TextTable Text(string title, int rank = 0, bool wraps = false)
    {
        columns.Add(new Column(title, IsText: true, rank, wraps));
        return this;
    }

    /// <summary>A column of numbers, to the right.</summary>
    /// <inheritdoc cref="Text"/>
    public TextTable Number(string title, int rank = 0)
    {
        columns.Add(new Column(title, IsText: false, rank, Wraps: false));
        return this;
    }

    /// <summary>Adds a row, a cell for each column.</summary>
    public void Add(params IEnumerable<string> cells) => rows.Add([.. cells]);

    /// <summary>Writes it to the results, between two empty lines, with a line on what has been left out.</summary>
    public void Write()
    {
        var width = Terminal.Width;
        string[] all = ["", .. Lines(width), ""];
        foreach (var line in all) Terminal.Out.WriteLine(line);
        if (LeftOut(width) is { Count: > 0 } left) Terminal.WriteSentence($"Left out for want of room: {string.Join(", ", left)}.");
    }

    /// <summary>Heading, rule and rows.</summary>
    public IReadOnlyList<string> Lines(int width)
    {
        var kept = Kept(width);
        var widths = Widths(kept, width);
        return
        [
            Line(kept, widths, i => columns[i].Title),
            string.Join(Gap, kept.Select((_, place) => new string('─', widths[place]))),
            .. rows.SelectMany(row => RowLines(row, kept, widths)),
        ];
    }

    /// <summary>The headings of the columns that have no room.</summary>
    public IReadOnlyList<string> LeftOut(int width) =>
        [.. Enumerable.Range(0, columns.Count).Except(Kept(width)).Select(i => columns[i].Title.Replace(' ', NoBreak))];

    private List<int> Kept(int width)
    {
        List<int> kept = [.. Enumerable.Range(0, columns.Count)];
        while (kept.Sum(Narrowest) + Gap.Length * (kept.Count - 1) > width)
        {
            var least = kept.Where(i => columns[i].Rank > 0).DefaultIfEmpty(-1).MaxBy(i => i < 0 ? 0 : columns[i].Rank);
            if (least < 0) break;
            kept.Remove(least);
        }
        return kept;
    }

    private int[] Widths(List<int> kept, int width)
    {
        int[] widths = [.. kept.Select(Widest)];
        while (widths.Sum() + Gap.Length * (kept.Count - 1) > width)
        {
            var widest = Enumerable.Range(0, kept.Count).Where(place => widths[place] > Narrowest(kept[place]))
                .DefaultIfEmpty(-1).MaxBy(place => place < 0 ? 0 : widths[place]);
            if (widest < 0) break;
            widths[widest]--;
        }
        return widths;
    }

    private int Widest(int column) => Cells(column).Max(Words.Width);

    private int Narrowest(int column) => columns[column].Wraps
        ? Cells(column).SelectMany(cell => cell.Split(' ')).Max(Words.Width) : Widest(column);

    private IEnumerable<string> Cells(int column) => rows.Select(row => row[column]).Prepend(columns[column].Title);

    private IEnumerable<string> RowLines(string[] row, List<int> kept, int[] widths)
    {
        var cells = kept.Select((i, place) => columns[i].Wraps ? Words.Wrap(row[i], widths[place]) : [row[i]]).ToList();
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            var at = line;
            yield return Line(kept, widths, i => cells[kept.IndexOf(i)] is var cell && at < cell.Count ? cell[at] : "");
        }
    }

    private string Line(List<int> kept, int[] widths, Func<int, string> cell) => string.Join(Gap, kept.Select((i, place) =>
    {
        var blanks = new string(' ', Math.Max(0, widths[place] - Words.Width(cell(i))));
        return columns[i].IsText ? cell(i) + blanks : blanks + cell(i);
    })).TrimEnd();

    private sealed record Column(string Title, bool IsText, int Rank, bool Wraps);
}
