using System.Text;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Makes the layout of a text from its first lines and from what was asked for.</summary>
internal sealed class TextLayoutGuess
{
    /// <summary>Lines that are looked at.</summary>
    private const int Enough = 1000;

    /// <summary>In fewer rows, numbers may well follow each other by chance.</summary>
    private const int FewRows = 10;

    private readonly string name;
    private readonly TableOptions options;
    private readonly TextHead head;
    private readonly TextDialect dialect;
    private readonly List<TextLine> lines;
    private readonly List<List<TextCell>> rows;
    private readonly List<TextLine> written;
    private readonly List<string> notes = [];
    private List<string>? names;
    private int width;
    private bool hasTrailing;
    private int? rowNumbers;

    /// <param name="name">What errors call the file.</param>
    /// <param name="head">Its start.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="usual">The separator of files of such a name.</param>
    public TextLayoutGuess(string name, TextHead head, TableOptions options, char usual)
    {
        // What separates the numbers of an array separates no cells.
        written = head.Lines;
        head = head with { Lines = head.Lines.ConvertAll(line => line with { Text = NumberArray.Masked(line.Text) }) };
        (this.name, this.head, this.options) = (name, head, options);
        if (head.Lines.Count == 0) throw Bad("the file has no lines with values; write samples to it, one a line");
        dialect = TextDialect.Of(name, head, options, usual);
        if (dialect.Decimal == ',' && options.DecimalPoint is null || dialect.Separator != usual && options.Separator is null)
            notes.Add(dialect.ToString());
        lines = head.Lines.Take(Enough).ToList();
        rows = lines.ConvertAll(line => line.Split(dialect.Separator));
    }

    /// <exception cref="BadDataException">The lines are no table, or can be two different ones.</exception>
    public TextLayout Make()
    {
        RequireNoPreamble();
        TakeNames();
        width = rows[0].Count;
        DropTrailing();
        FitNames();
        RequireOneLineOfNames();
        var layout = new TextLayout
        {
            Encoding = head.Encoding,
            Dialect = dialect,
            Comment = options.Comment,
            FirstLine = lines[0].Number,
            Width = width,
            AllowsTrailing = hasTrailing,
            Names = names,
            AllowsMissing = options.Missing != MissingValues.Refuse,
        };
        return WithColumns(layout) with { RowNumbers = rowNumbers, Notes = notes };
    }

    /// <summary>What an instrument writes above its table.</summary>
    private void RequireNoPreamble()
    {
        var usual = TextDialect.WidthOf(rows);
        var start = rows.FindIndex(row => row.Count == usual);
        if (start >= 2 && rows.Count - start >= 2)
            throw Bad($"lines {lines[0].Number} to {lines[start - 1].Number} do not look like the table that starts in line "
                + $"{lines[start].Number}; remove them, or put # before each");
    }

    private void TakeNames()
    {
        if (options.Header == Header.No || (options.Header == Header.Auto && !AreNames())) return;
        names = rows[0].ConvertAll(cell => cell.Text);
        var place = lines[0].Number;
        rows.RemoveAt(0);
        lines.RemoveAt(0);
        if (rows.Count == 0)
            throw Bad("the file has a line of column names but no values; write samples below it, one a line");
        namesLine = place;
    }

    private long namesLine;

    private bool AreNames()
    {
        var guess = new HeaderGuess(name, lines, rows, dialect);
        var result = guess.HasNames();
        if (guess.Note is { } note) notes.Add(note);
        return result;
    }

    /// <summary>A separator at the end of each line makes no column.</summary>
    private void DropTrailing()
    {
        var isEmpty = width > 1 && rows.TrueForAll(row => row.Count < width || (row.Count == width && row[^1].Text.Length == 0));
        if (!isEmpty || names is not null && names.Count == width && names[^1].Length > 0) return;
        hasTrailing = true;
        width--;
        if (names?.Count > width && names[^1].Length == 0) names.RemoveAt(names.Count - 1);
        notes.Add("the separator at the end of the lines makes no column");
    }

    private void FitNames()
    {
        if (names is null)
        {
            TakeNamesFromComment();
            return;
        }
        if (names.Count == width + 1 && names[^1].Length == 0) names.RemoveAt(width);
        // R writes no name above the names of rows.
        if (names.Count == width - 1 && (rows.TrueForAll(row => row[0].IsQuoted) || IsText(0) || CountsRows(0))) names.Insert(0, "");
        if (names.Count == width) return;
        var mend = dialect.Separator == ',' && width == 2 * names.Count
            ? "give each column one name, or give --decimal , if the commas are decimal" : "give each column one name";
        throw Bad($"line {namesLine} has {Count(names.Count, "name")}, line {lines[0].Number} has {Count(width, "value")}; {mend}");
    }

    /// <summary>A comment just above the table that has a word for each column, as savetxt writes it.</summary>
    private void TakeNamesFromComment()
    {
        if (options.Header != Header.Auto || head.Comments.LastOrDefault() is not { Text: not null } comment) return;
        if (comment.Number != lines[0].Number - 1) return;
        var text = comment.Text.TrimStart().TrimStart(options.Comment!.Value);
        var cells = new TextLine(comment.Number, text).Split(dialect.Separator);
        if (cells.Count != width || cells.Exists(cell => Cells.KindOf(cell.Text, dialect.Decimal) != CellKind.Text)) return;
        names = cells.ConvertAll(cell => cell.Text);
        notes.Add($"the names of the columns are those in the comment of line {comment.Number}");
    }

    /// <summary>A second line of names, or of units.</summary>
    private void RequireOneLineOfNames()
    {
        if (names is null || rows.Count < 2) return;
        var below = Enumerable.Range(0, Math.Min(width, rows[0].Count)).Where(column => IsNumeric(column, from: 1)).ToList();
        if (below.Exists(column => KindOf(rows[0][column]) == CellKind.Text)
            && below.TrueForAll(column => KindOf(rows[0][column]) is CellKind.Text or CellKind.Missing))
            throw Bad($"lines {namesLine} and {lines[0].Number} both hold words above numbers; keep one line of names, and remove "
                + $"the other{(options.Comment is { } mark ? $" or put {mark} before it" : "")}");
    }

    private TextLayout WithColumns(TextLayout layout)
    {
        var uses = ColumnUses.Of(options, name, names, width);
        DropRowNumbers(uses);
        var arrays = Enumerable.Range(0, width).Where(column => HoldsArrays(column) && MayBeNumbers(uses[column])).ToList();
        foreach (var column in arrays) uses[column] = ColumnUse.Number;
        var left = new List<int>();
        for (var column = 0; column < width; column++)
        {
            if (uses[column] != ColumnUse.Open) continue;
            uses[column] = IsTextColumn(column) ? ColumnUse.Label : ColumnUse.Number;
            if (uses[column] == ColumnUse.Label) left.Add(column);
        }
        if (left.Count > 0)
            notes.Add($"{string.Join(", ", left.Take(8).Select(column => Table.NameOf(names, column)))}{(left.Count > 8 ? ", …" : "")} "
                + $"{(left.Count == 1 ? "holds" : "hold")} text, left out");
        var numbers = Of(uses, ColumnUse.Number, ColumnUse.Weight);
        if (!Array.Exists(numbers, column => uses[column] == ColumnUse.Number)) throw NoNumbers();
        if (arrays.Count > 0 && numbers.Length > 1)
            throw Bad($"{Table.NameOf(names, arrays[0])} holds arrays, and other columns hold numbers too; give --columns "
                + $"{names?[arrays[0]] ?? $"{arrays[0] + 1}"} for the arrays, or --exclude it for the others");
        var booleans = Array.ConvertAll(numbers, IsBoolean);
        if (Array.Exists(booleans, isBoolean => isBoolean)) notes.Add("true and false are read as 1 and 0");
        NoteCounting(uses);
        return layout with
        {
            Numbers = numbers,
            Array = arrays.Count > 0 ? numbers[0] : null,
            ArrayLength = arrays.Count > 0 ? LengthOfFirst(numbers[0]) : 0,
            Booleans = booleans,
            Texts = Of(uses, ColumnUse.Label, ColumnUse.Passthrough),
            Assumed = [.. left],
            Uses = uses,
        };
    }

    /// <summary>A column with a name may be meant, even if it counts the rows; more often it is forgotten.</summary>
    private void NoteCounting(ColumnUse[] uses)
    {
        if (names is null || rows.Count < FewRows || options.Columns is not null) return;
        for (var column = 0; column < width; column++)
            if (uses[column] == ColumnUse.Number && CountsRows(column))
                notes.Add($"{Table.NameOf(names, column)} counts the rows; give --exclude {column + 1} if it is no data");
    }

    private static int[] Of(ColumnUse[] uses, ColumnUse one, ColumnUse other) =>
        [.. Enumerable.Range(0, uses.Length).Where(column => uses[column] == one || uses[column] == other)];

    private BadDataException NoNumbers()
    {
        var column = Math.Max(0, Enumerable.Range(0, width).FirstOrDefault(IsTextColumn));
        var text = Cells.Shorten(rows[0][Math.Min(column, rows[0].Count - 1)].Text);
        return Bad($"line {lines[0].Number}, column {column + 1}: '{text}' is not a number, and "
            + "no column holds numbers; give a table with numbers, or name its columns with --columns");
    }

    /// <summary>A first column without a name that counts the rows was put there by a program.</summary>
    private void DropRowNumbers(ColumnUse[] uses)
    {
        if (uses[0] != ColumnUse.Open || names?[0] is not ("" or ['U', 'n', 'n', 'a', 'm', 'e', 'd', ':', ..])) return;
        if (CountsRows(0))
        {
            uses[0] = ColumnUse.None;
            rowNumbers = 0;
            notes.Add("column 1 has no name and counts the rows, left out");
        }
        else if (Rises(0))
        {
            throw Bad("column 1 has no name and can be numbers of rows or data; give --exclude 1, or --columns with all that are data");
        }
    }

    /// <summary>Whether whole numbers rise by one from row to row.</summary>
    private bool CountsRows(int column) => Follow(column, (before, value) => value == before + 1);

    private bool Rises(int column) => Follow(column, (before, value) => value > before && double.IsInteger(value));

    private bool Follow(int column, Func<double, double, bool> follows)
    {
        var before = double.NaN;
        foreach (var row in rows)
        {
            if (column >= row.Count || !Cells.TryNumber(row[column].Text, dialect.Decimal, out var value)) return false;
            if (!double.IsInteger(value)) return false;
            if (!double.IsNaN(before) && !follows(before, value)) return false;
            before = value;
        }
        return rows.Count > 1;
    }

    /// <summary>Words, and no number among them, nor anything that was meant for one.</summary>
    private bool IsTextColumn(int column) =>
        KindsOf(column, 0) is var kinds && kinds.Contains(CellKind.Text) && !kinds.Contains(CellKind.Number)
        && !rows.Exists(row => column < row.Count && KindOf(row[column]) == CellKind.Text && Cells.LooksLikeNumber(row[column].Text));

    /// <summary>Whether every cell is an array of numbers, of which only the mask is left here.</summary>
    private bool HoldsArrays(int column) => rows.TrueForAll(row => column < row.Count && row[column].Text == NumberArray.Mask);

    private int LengthOfFirst(int column)
    {
        var cells = written.First(line => line.Number == lines[0].Number).Split(dialect.Separator);
        return Math.Max(1, column < cells.Count ? NumberArray.LengthOf(Encoding.UTF8.GetBytes(cells[column].Text)) : 1);
    }

    private static bool MayBeNumbers(ColumnUse use) => use is ColumnUse.Open or ColumnUse.Number;

    private bool IsText(int column) => KindsOf(column, 0) is var kinds && kinds.Contains(CellKind.Text) && !kinds.Contains(CellKind.Number);

    private bool IsBoolean(int column) =>
        KindsOf(column, 0) is var kinds && kinds.Contains(CellKind.Boolean) && !kinds.Contains(CellKind.Number);

    private bool IsNumeric(int column, int from) =>
        KindsOf(column, from) is var kinds && kinds.Contains(CellKind.Number) && !kinds.Contains(CellKind.Text);

    private HashSet<CellKind> KindsOf(int column, int from) =>
        [.. rows.Skip(from).Where(row => column < row.Count).Select(row => KindOf(row[column]))];

    private CellKind KindOf(TextCell cell) => Cells.KindOf(cell.Text, dialect.Decimal);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private BadDataException Bad(string what) => new($"{name}{(what.StartsWith("line ", StringComparison.Ordinal) ? ", " : ": ")}{what}");
}
