using System.Globalization;
using System.Text;
using CsvHelper;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>One pass over the samples of a text whose cells are separated.</summary>
internal sealed class TextRows : ITextRows
{
    /// <summary>Longest line in bytes. Without a limit a file without line breaks would be read into memory whole.</summary>
    private const int LongestLine = 1 << 28;

    /// <summary>Longest number with a decimal comma.</summary>
    private const int LongestNumber = 512;

    private readonly InputFile file;
    private readonly TextLayout layout;
    private readonly CsvReader reader;
    private readonly byte? comment, foreign;
    private readonly bool hasDecimalComma;
    private readonly byte[] written = new byte[LongestNumber];
    private double rowNumber = double.NaN;

    public TextRows(InputFile file, TextLayout layout)
    {
        (this.file, this.layout) = (file, layout);
        var (separator, point) = layout.Dialect;
        comment = layout.Comment is { } mark ? (byte)mark : null;
        hasDecimalComma = point == ',';
        // A comma inside a cell would be taken for a thousands separator: 1,5 for 15.
        foreign = hasDecimalComma ? null : separator == ',' ? (byte)'"' : (byte)',';
        reader = CsvReader.Create(Utf8(), new CsvReaderOptions
        {
            Separator = separator == ' ' ? '\t' : separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            MaxRecordSize = LongestLine,
            TrackLineNumbers = true,
            BufferSize = 1 << 17,
        }, leaveOpen: true);
    }

    /// <summary>The line of the row.</summary>
    public long Line => reader.LineNumber;

    /// <summary>The text of a column, by its place among those of text.</summary>
    public string TextOf(int column) => CellOf(layout.Texts[column]);

    public bool Read(Span<double> numbers)
    {
        if (!TryNext()) return false;
        if (layout.Array is { } array) ReadArray(array, numbers);
        else ReadNumbers(numbers);
        if (layout.RowNumbers is { } column) RequireCounted(column);
        return true;
    }

    private string CellOf(int column) => reader.GetString(column);

    private bool TryNext()
    {
        try
        {
            return Next();
        }
        catch (CsvFormatException failure)
        {
            throw new BadDataException(
                $"{file.Name}, line {failure.LineNumber}: {failure.Message}; the data should be one sample a line", failure);
        }
    }

    public long Skip(long count, Action? each = null)
    {
        for (var skipped = 0L; skipped < count; skipped++)
        {
            if (!TryNext()) return skipped;
            each?.Invoke();
            if ((skipped & 0xFFFF) == 0) file.Cancellation.ThrowIfCancellationRequested();
        }
        return count;
    }

    private void ReadArray(int column, Span<double> numbers)
    {
        var count = NumberArray.Read(reader.GetSpan(column), numbers);
        if (count < 0) throw NoArray(column);
        if (count != numbers.Length)
            throw new BadDataException(
                $"{Place(column)}: the array has {count} numbers, but the first has {numbers.Length}; give all the same number");
    }

    private BadDataException NoArray(int column) => new(
        $"{Place(column)}: '{Cells.Shorten(CellOf(column))}' is no array of finite numbers in brackets; correct it or remove the line");

    private Stream Utf8()
    {
        var text = layout.Encoding is UTF8Encoding ? file.Content
            : Encoding.CreateTranscodingStream(file.Content, layout.Encoding, Encoding.UTF8, leaveOpen: true);
        return layout.Dialect.Separator == ' ' ? new BlankSeparated(text) : text;
    }

    private bool Next()
    {
        while (reader.Read())
        {
            if (reader.LineNumber < layout.FirstLine || IsPassedOver()) continue;
            var count = reader.FieldCount;
            if (count == layout.Width) return true;
            if (layout.AllowsTrailing && count == layout.Width + 1 && reader.GetSpan(layout.Width).IsEmpty) return true;
            throw new BadDataException(
                $"{file.Name}, line {Line}: {count} column{(count == 1 ? "" : "s")}, but line {layout.FirstLine} has {layout.Width}; "
                + "give all lines the same number");
        }
        return false;
    }

    /// <summary>Whether the line is a comment, or empty but for blanks.</summary>
    private bool IsPassedOver()
    {
        var line = reader.RawRecord;
        // Most lines start with neither.
        if (line.Length > 0 && line[0] != comment && line[0] is not ((byte)' ' or (byte)'\t' or (byte)'"')) return false;
        line = line.TrimStart(" \t"u8);
        return line.IsEmpty ? reader.FieldCount == 1 || layout.Dialect.Separator == ' ' : line[0] == comment;
    }

    private void ReadNumbers(Span<double> numbers)
    {
        var columns = layout.Numbers;
        var isSuspect = foreign is { } byteOfCommas && reader.RawRecord.Contains(byteOfCommas);
        for (var i = 0; i < columns.Length && i < numbers.Length; i++)
        {
            var column = columns[i];
            var isNumber = hasDecimalComma ? TryComma(column, out numbers[i]) : reader.TryParse(column, out numbers[i]);
            if (!isNumber || !double.IsFinite(numbers[i]) || (isSuspect && reader.GetSpan(column).Contains((byte)',')))
                numbers[i] = ReadOther(column, layout.Booleans[i]);
        }
        foreach (var column in layout.Assumed)
            if (reader.TryParse<double>(column, out var number) && double.IsFinite(number)) throw MixedColumn(column);
    }

    private bool TryComma(int column, out double value)
    {
        var cell = reader.GetSpan(column).Trim(" "u8);
        value = 0;
        if (cell.Length is 0 or > LongestNumber || cell.Contains((byte)'.') || cell[^1] == ',' || cell[0] == ',') return false;
        var number = written.AsSpan(0, cell.Length);
        cell.Replace(number, (byte)',', (byte)'.');
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>What is no number: true, false, or missing.</summary>
    private double ReadOther(int column, bool isBoolean)
    {
        var text = CellOf(column).Trim();
        if (Cells.IsMissing(text)) return layout.AllowsMissing ? double.NaN : throw MissingCell(column, text);
        return isBoolean && Cells.TryBoolean(text, out var value) ? value : throw BadCell(column, text);
    }

    private void RequireCounted(int column)
    {
        var text = CellOf(column).Trim();
        var isNumber = Cells.TryNumber(text, layout.Dialect.Decimal, out var number);
        if (!isNumber || (!double.IsNaN(rowNumber) && number != rowNumber + 1))
            throw new BadDataException(
                $"{Place(column)}: '{Cells.Shorten(text)}', but the column has no name and counted the rows so far; give "
                + $"--exclude {column + 1} if it is no data, or --columns with all that are");
        rowNumber = number;
    }

    private BadDataException MissingCell(int column, string text) => new(
        $"{Place(column)}: {(text.Length == 0 ? "the cell is empty; fill it" : $"'{text}' is a missing value; fill it in")}, "
        + "or give --missing drop or mean");

    private BadDataException MixedColumn(int column) => new(
        $"{Place(column)}: '{Cells.Shorten(CellOf(column))}' is a number, but {Table.NameOf(layout.Names, column)} held text so far; "
        + $"give --label {column + 1} if it is no data, or correct the text");

    private BadDataException BadCell(int column, string text)
    {
        var shown = Cells.Shorten(text);
        if (text.Contains(',') && layout.Dialect.Decimal == '.')
            return new BadDataException($"{Place(column)}: '{shown}' has a comma; write numbers with a decimal point, or give --decimal ,");
        return reader.TryParse<double>(column, out _)
            ? new BadDataException($"{Place(column)}: '{shown}' is not finite in float64; remove or replace it")
            : new BadDataException($"{Place(column)}: '{shown}' is not a number; correct it, remove the line, or leave the column out "
                + $"with --exclude {column + 1}");
    }

    private string Place(int column) => $"{file.Name}, line {Line}, column {column + 1}";

    public void Dispose() => reader.Dispose();
}
