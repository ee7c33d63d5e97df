namespace LinearAutoencoders.Data.Tables;

/// <summary>Finds out whether the first line of a text holds names.</summary>
/// <param name="name">What errors call the file.</param>
/// <param name="lines">The first lines.</param>
/// <param name="rows">Their cells.</param>
/// <param name="dialect">How numbers are written.</param>
internal sealed class HeaderGuess(string name, List<TextLine> lines, List<List<TextCell>> rows, TextDialect dialect)
{
    /// <summary>A row of so many numbers hardly rises by chance.</summary>
    private const int ManyNumbers = 8;

    /// <summary>What is said about the choice; null where it is no assumption.</summary>
    public string? Note { get; private set; }

    /// <exception cref="BadDataException">It can be both.</exception>
    public bool HasNames()
    {
        var first = rows[0];
        if (rows.Count == 1 || first.Count != rows[1].Count) return first.TrueForAll(cell => !IsNumber(cell)) && first.Exists(IsText);
        if (HasTwoLinesOfWords()) return true;
        List<int> solid = [.. Enumerable.Range(0, first.Count).Where(column => IsSolid(column))];
        var texts = solid.FindAll(column => IsText(first[column]));
        var numbers = solid.FindAll(column => IsNumber(first[column]));
        // Words above words may be names or not; only where a column holds numbers does its first cell tell.
        if (numbers.Count == 0) return texts.Count > 0;
        return texts.Count > 0 ? AreNamesWithText(numbers, texts[0]) : AreNamesInNumbers(numbers);
    }

    /// <summary>Names, and units below them: not one of both lines' cells is a number, and some below are.</summary>
    private bool HasTwoLinesOfWords() => rows.Count > 2 && rows[0].TrueForAll(cell => !IsNumber(cell))
        && rows[1].TrueForAll(cell => !IsNumber(cell)) && rows[0].Exists(IsText)
        && Enumerable.Range(0, rows[1].Count).Any(column => IsText(rows[1][column]) && IsSolid(column, from: 2));

    /// <summary>time, 400, 410, 420: names; 1, oops: a sample with an error in it.</summary>
    private bool AreNamesWithText(List<int> numbers, int text)
    {
        if (numbers.Count < 3 || !Rises(0, numbers))
            throw new BadDataException($"{name}, line {lines[0].Number}, column {text + 1}: '{Cells.Shorten(rows[0][text].Text)}' is not a "
                + "number; correct it, or give --header yes if the line holds names");
        Note = $"line {lines[0].Number} holds names, numbers among them";
        return true;
    }

    private bool AreNamesInNumbers(List<int> numbers)
    {
        if (numbers.TrueForAll(column => rows[0][column].IsQuoted) && IsUnquotedBelow(numbers)) return true;
        var values = numbers.ConvertAll(column => ValueOf(0, column));
        if (numbers.Count < 2) return false;
        var isWhole = numbers.TrueForAll(column => IsDigits(rows[0][column].Text));
        var isWholeBelow = isWhole && Enumerable.Range(1, rows.Count - 1).All(row => IsWhole(row, numbers));
        if (values.Select((value, i) => value == i).All(same => same))
        {
            if (numbers.Count == 2 && isWholeBelow) throw Unclear();
            Note = $"line {lines[0].Number} (0, 1, …) holds names";
            return true;
        }
        return numbers.Count >= 3 && Rises(0, numbers) && LooksUnlike(numbers, isWhole) ? throw Unclear() : false;
    }

    /// <summary>Whether a rising first row, such as wavelengths or years, is of another kind than all that are below it.</summary>
    private bool LooksUnlike(List<int> columns, bool isWhole)
    {
        var below = Enumerable.Range(1, rows.Count - 1).ToList();
        return (IsEven(0, columns) && !below.Exists(row => IsEven(row, columns)))
            || (isWhole && !below.Exists(row => IsWhole(row, columns)))
            || (columns.Count >= ManyNumbers && !below.Exists(row => Rises(row, columns)));
    }

    private BadDataException Unclear() => new(
        $"{name}, line {lines[0].Number}: '{Cells.Shorten(string.Join(dialect.Separator, rows[0].Take(8).Select(cell => cell.Text)))}' "
        + "can be names or a sample; give --header yes or --header no");

    private bool IsUnquotedBelow(List<int> columns) =>
        rows.Skip(1).All(row => columns.TrueForAll(column => column >= row.Count || !row[column].IsQuoted));

    /// <summary>Whether a column holds numbers, or true and false, below the first line.</summary>
    private bool IsSolid(int column, int from = 1)
    {
        var kinds = rows.Skip(from).Where(row => column < row.Count).Select(row => KindOf(row[column]))
            .Where(kind => kind != CellKind.Missing).Distinct().ToList();
        return kinds is [CellKind.Number or CellKind.Boolean];
    }

    private bool Rises(int row, List<int> columns)
    {
        for (var i = 1; i < columns.Count; i++)
            if (!(ValueOf(row, columns[i]) > ValueOf(row, columns[i - 1]))) return false;
        return true;
    }

    private bool IsEven(int row, List<int> columns)
    {
        var first = ValueOf(row, columns[0]);
        var step = (ValueOf(row, columns[^1]) - first) / (columns.Count - 1);
        return step > 0
            && columns.Select((column, i) => Math.Abs(ValueOf(row, column) - first - i * step)).All(off => off <= 1e-6 * step);
    }

    private bool IsWhole(int row, List<int> columns) =>
        columns.TrueForAll(column => column < rows[row].Count && double.IsInteger(ValueOf(row, column)));

    /// <summary>2019 can be a name, -1.7E+29 hardly.</summary>
    private static bool IsDigits(string text) => text.Trim().TrimStart('+', '-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);

    private double ValueOf(int row, int column) =>
        column < rows[row].Count && Cells.TryNumber(rows[row][column].Text.Trim(), dialect.Decimal, out var value) ? value : double.NaN;

    private bool IsNumber(TextCell cell) => KindOf(cell) == CellKind.Number;

    private bool IsText(TextCell cell) => KindOf(cell) == CellKind.Text;

    private CellKind KindOf(TextCell cell) => Cells.KindOf(cell.Text, dialect.Decimal);
}
