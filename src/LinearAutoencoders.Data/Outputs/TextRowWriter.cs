using System.Globalization;
using System.Text;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>Lines of text: the names of the columns, then a line a row. Each number is the shortest that reads back to the same double.</summary>
internal sealed class TextRowWriter : IRowWriter
{
    // "-2.2250738585072014E-308" is the longest.
    private const int LongestNumber = 32;

    private readonly Stream stream;
    private readonly char separator;
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;

    /// <summary>Writes the header, if there are names.</summary>
    public TextRowWriter(Stream stream, OutputTable table, char separator)
    {
        (this.stream, this.separator) = (stream, separator);
        if (table.ColumnNames is { } names) WriteLine(names);
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < row.Length; j++) Append(row[j], j == row.Length - 1 ? '\n' : separator);
        }
    }

    public void End() => Flush();

    private void Append(double value, char after)
    {
        if (buffer.Length - filled < LongestNumber) Flush();
        if (double.IsFinite(value))
        {
            value.TryFormat(buffer.AsSpan(filled), out var length, "R", CultureInfo.InvariantCulture);
            filled += length;
        }
        buffer[filled++] = (byte)after;
    }

    private void WriteLine(IReadOnlyList<string> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            ((CsvCell)cells[i]).AppendTo(line, separator);
            line.Append(i == cells.Count - 1 ? '\n' : separator);
        }
        Flush();
        stream.Write(Encoding.UTF8.GetBytes(line.ToString()));
    }

    private void Flush()
    {
        stream.Write(buffer, 0, filled);
        filled = 0;
    }
}
