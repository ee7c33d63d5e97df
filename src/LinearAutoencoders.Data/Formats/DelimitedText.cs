using System.Text;
using CsvHelper;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Tables of numbers in text: one sample a line, a decimal point, and perhaps one line of column names.</summary>
/// <remarks>
///   The first line holds names when none of its cells is a number. Empty lines are passed over. Cells may be quoted.
///   In <c>.csv</c> the separator is found from the first lines: comma, semicolon, tab or bar.
/// </remarks>
internal sealed class DelimitedText
{
    /// <summary>Longest line in bytes. Without a limit a file without line breaks would be read into memory whole.</summary>
    private const int LongestLine = 1 << 28;

    private readonly InputFile file;
    private readonly CsvReader reader;
    private double[] values = new double[1 << 12];
    private int rows, columns, firstLine;

    private DelimitedText(InputFile file, CsvReader reader)
    {
        this.file = file;
        this.reader = reader;
    }

    /// <param name="file">The file.</param>
    /// <param name="separator">What is between two cells; none: found from the first lines.</param>
    /// <exception cref="BadDataException">
    ///   A cell is no finite number, or the lines differ in length; the line and column are named.
    /// </exception>
    public static RawSamples<double> Read(InputFile file, char? separator)
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            MaxRecordSize = LongestLine,
            TrackLineNumbers = true,
            BufferSize = 1 << 17,
        };
        using var reader = CsvReader.Create(file.Content, options, leaveOpen: true);
        return new DelimitedText(file, reader).ReadAll();
    }

    private RawSamples<double> ReadAll()
    {
        try
        {
            if (!reader.Read()) throw file.Bad("the file has no lines with values; write samples to it, one a line");
            if (HoldsNames()) ReadBehindNames();
            do AddRow(); while (reader.Read());
        }
        catch (CsvFormatException failure)
        {
            throw new BadDataException(
                $"{file.Name}, line {failure.LineNumber}: {failure.Message}; the data should be one sample a line", failure);
        }
        return new RawSamples<double>(file.Name, rows, columns, values);
    }

    private void ReadBehindNames()
    {
        if (!reader.Read()) throw file.Bad("the file has a line of column names but no values; write samples below it, one a line");
    }

    private bool HoldsNames()
    {
        var names = false;
        for (var j = 0; j < reader.FieldCount; j++)
        {
            if (reader.TryParse<double>(j, out _)) return false;
            names |= !reader.GetSpan(j).IsEmpty;
        }
        return names;
    }

    private void AddRow()
    {
        if (rows % 256 == 0) file.Cancellation.ThrowIfCancellationRequested();
        if (rows == 0) (columns, firstLine) = (reader.FieldCount, (int)reader.LineNumber);
        else if (reader.FieldCount != columns) throw Ragged();
        var row = Grow();
        // A comma inside a cell would be taken for a thousands separator: 1,5 for 15.
        var inside = reader.Separator == ',' ? (byte)'"' : (byte)',';
        var suspect = reader.RawRecord.Contains(inside);
        for (var j = 0; j < row.Length; j++)
        {
            var isNumber = reader.TryParse(j, out row[j]) && double.IsFinite(row[j]);
            if (!isNumber || (suspect && reader.GetSpan(j).Contains((byte)','))) throw BadCell(j);
        }
        rows++;
    }

    private Span<double> Grow()
    {
        var needed = (long)(rows + 1) * columns;
        if (needed > Array.MaxLength)
            throw Bad($"{rows + 1} × {columns} values are too many, the most is {Array.MaxLength}; use fewer rows or columns");
        if (needed > values.Length) Array.Resize(ref values, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * values.Length)));
        return values.AsSpan(rows * columns, columns);
    }

    private BadDataException Ragged() =>
        Bad($"{reader.FieldCount} columns, but line {firstLine} has {columns}; give all lines the same number");

    private BadDataException BadCell(int column)
    {
        var text = Shorten(Encoding.UTF8.GetString(reader.GetSpan(column)));
        var place = $"{file.Name}, line {reader.LineNumber}, column {column + 1}";
        if (string.IsNullOrWhiteSpace(text)) return new BadDataException($"{place}: the cell is empty; fill it, or remove the line");
        if (text.Contains(',')) return new BadDataException($"{place}: '{text}' has a comma; write numbers with a decimal point");
        return reader.TryParse<double>(column, out _)
            ? new BadDataException($"{place}: '{text}' is not finite in float64; remove or replace it")
            : new BadDataException($"{place}: '{text}' is not a number; correct it, or remove the line or the column");
    }

    private BadDataException Bad(string what) => new($"{file.Name}, line {reader.LineNumber}: {what}");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
