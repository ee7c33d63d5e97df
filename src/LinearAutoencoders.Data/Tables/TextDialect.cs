namespace LinearAutoencoders.Data.Tables;

/// <summary>How a text separates cells and writes numbers.</summary>
/// <param name="Separator">A character, or a blank for any number of blanks and tabs.</param>
/// <param name="Decimal"><c>.</c> or <c>,</c>.</param>
internal readonly record struct TextDialect(char Separator, char Decimal)
{
    /// <summary>Lines that are looked at: the choice is clear long before.</summary>
    private const int Enough = 100;

    private static readonly char[] Points = ['.', ','];

    /// <summary>How people call a separator.</summary>
    public static string NameOf(char separator) => separator switch
    {
        '\t' => "tab",
        ' ' => "blanks",
        _ => $"\"{separator}\"",
    };

    /// <summary>As messages name it.</summary>
    public override string ToString() => $"separator {NameOf(Separator)}{(Decimal == ',' ? ", decimal comma" : "")}";

    /// <summary>The way to write that makes numbers of most cells; what options say, and a line <c>sep=;</c>, is taken as it is.</summary>
    /// <param name="name">What errors call the file.</param>
    /// <param name="head">Its start.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="usual">The separator of files of such a name, the first choice.</param>
    /// <exception cref="BadDataException">The numbers can be read in two ways.</exception>
    public static TextDialect Of(string name, TextHead head, TableOptions options, char usual)
    {
        var lines = head.Lines.Take(Enough).ToList();
        var separator = options.Separator ?? head.Hint;
        var candidates = separator is { } given ? [given] : new[] { usual, ',', ';', '\t', '|', ' ' }.Distinct();
        var readings =
            from point in options.DecimalPoint is { } asked ? [asked] : Points
            from candidate in candidates
            where candidate != point || separator is not null && options.DecimalPoint is not null
            select new TextDialect(candidate, point);
        var best = readings.MaxBy(reading => reading.Score(lines));
        if (options.DecimalPoint is null) best.RequireClear(name, lines, separator is not null);
        return best;
    }

    /// <summary>The share of cells that are numbers, in lines of the usual width.</summary>
    private double Score(List<TextLine> lines)
    {
        var (separator, point) = this;
        var rows = lines.ConvertAll(line => line.Split(separator));
        var width = WidthOf(rows);
        // One column of decimal commas and two columns with commas look the same: only who is told reads commas so.
        if (width == 1 && point == ',' && lines.Exists(line => line.Text.Contains(','))) return -1;
        var good = rows.Where(row => row.Count == width)
            .Sum(row => row.Count(cell => Cells.KindOf(cell.Text, point) == CellKind.Number));
        var missing = rows.Where(row => row.Count == width).Sum(row => row.Count(cell => Cells.IsMissing(cell.Text)));
        return good / Math.Max(1.0, rows.Sum(row => row.Count) - missing);
    }

    /// <summary>How many cells most lines have.</summary>
    public static int WidthOf(IReadOnlyList<List<TextCell>> rows) => rows.Count == 0
        ? 0 : rows.GroupBy(row => row.Count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First().Key;

    private void RequireClear(string name, List<TextLine> lines, bool isGiven)
    {
        if (Decimal == ',') RequireNoThousands(name, lines);
        else if (Separator == ',' && !isGiven) RequireNoDecimalCommas(name, lines);
    }

    /// <summary>1,234;5,678 can be decimal numbers, or thousands.</summary>
    private void RequireNoThousands(string name, List<TextLine> lines)
    {
        var separator = Separator;
        var numbers = lines.SelectMany(line => line.Split(separator)).Select(cell => cell.Text)
            .Where(text => text.Contains(',') && Cells.LooksLikeNumber(text)).ToList();
        if (numbers.Count > 0 && numbers.TrueForAll(Cells.HasThousands))
            throw new BadDataException($"{name}: '{numbers[0]}' can be a decimal number or thousands; "
                + "give --decimal , or take the commas out of the thousands");
    }

    /// <summary>3,02 in every line can be two numbers, or one with a decimal comma: nobody writes 02 for 2.</summary>
    private static void RequireNoDecimalCommas(string name, List<TextLine> lines)
    {
        var data = lines.Skip(1).Select(line => line.Split(',')).ToList();
        if (data.Count < 2 || !data.TrueForAll(row => row.Count == 2 && row.TrueForAll(cell => IsDigits(cell.Text.TrimStart('-'))))) return;
        if (lines[0].Split(',').Count == 2 && data.Find(row => row[1].Text is ['0', _, ..]) is { } odd)
            throw new BadDataException($"{name}: '{odd[0].Text},{odd[1].Text}' can be two numbers or one with a decimal comma; "
                + "give --separator , or --decimal ,");
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
