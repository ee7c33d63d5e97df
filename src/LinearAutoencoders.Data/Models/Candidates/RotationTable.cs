using System.Globalization;
using System.Text;
using CsvHelper;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Components as R writes them: one column of the data a line, its name first, and the names of the components above.</summary>
/// <param name="file">The file.</param>
/// <param name="separator">What is between two cells; none: found from the first lines.</param>
internal sealed class RotationTable(InputFile file, char? separator)
{
    private readonly List<string> names = [];
    private readonly List<double[]> lines = [];

    /// <exception cref="BadDataException">A cell is no finite number, the lines differ in length, or there are no names above.</exception>
    public CandidateComponents Read()
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
        };
        using var reader = CsvReader.Create(file.Content, options, leaveOpen: true);
        try
        {
            if (!reader.Read()) throw file.Bad("there is nothing in it; in R: write.csv(p$rotation, 'rotation.csv')");
            string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(j => Text(reader, j))];
            while (reader.Read()) AddLine(reader, header.Length);
            return Components(header);
        }
        catch (CsvFormatException failure)
        {
            throw new BadDataException($"{file.Name}, line {failure.LineNumber}: {failure.Message}; write it again in R", failure);
        }
    }

    private void AddLine(CsvReader reader, int headerLength)
    {
        // write.csv puts an empty name above the names of the lines, write.table nothing.
        if (reader.FieldCount != headerLength && reader.FieldCount != headerLength + 1)
            throw new BadDataException(
                $"{file.Name}, line {reader.LineNumber}: {reader.FieldCount} cells below {headerLength} names; give one for each name");
        if (lines.Count > 0 && reader.FieldCount - 1 != lines[0].Length)
            throw new BadDataException(
                $"{file.Name}, line {reader.LineNumber}: {reader.FieldCount} cells below {lines[0].Length + 1}; give each line as many");
        var values = new double[reader.FieldCount - 1];
        for (var j = 0; j < values.Length; j++)
            if (!reader.TryParse(j + 1, out values[j]) || !double.IsFinite(values[j]))
                throw new BadDataException(
                    $"{file.Name}, line {reader.LineNumber}, column {j + 2}: '{Text(reader, j + 1)}' is no finite number; correct it");
        names.Add(Text(reader, 0));
        lines.Add(values);
    }

    private CandidateComponents Components(string[] header)
    {
        if (lines.Count == 0 || header.Any(name => double.TryParse(name, CultureInfo.InvariantCulture, out _)))
            throw file.Bad("the first line must name the components; in R: write.csv(p$rotation, 'rotation.csv')");
        string[] above = header.Length == lines[0].Length ? header : header[1..];
        int[] components = [.. Enumerable.Range(0, above.Length).Where(j => above[j] is not ("center" or "scale"))];
        var rows = new Matrix<double>(components.Length, lines.Count);
        for (var i = 0; i < rows.Rows; i++)
            for (var j = 0; j < rows.Columns; j++) rows[i, j] = lines[j][components[i]];
        return new(rows) { Mean = Column(above, "center"), Scale = Column(above, "scale"), ColumnNames = names };
    }

    private double[]? Column(string[] above, string name) =>
        Array.IndexOf(above, name) is var at and >= 0 ? [.. lines.Select(line => line[at])] : null;

    private static string Text(CsvReader reader, int column) => Encoding.UTF8.GetString(reader.GetSpan(column));
}
