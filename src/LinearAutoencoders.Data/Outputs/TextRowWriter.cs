using System.Text;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>
///   Lines of text: the names of the columns, then a line a row. Each number is the shortest that reads back to the same double.
/// </summary>
internal sealed class TextRowWriter : IRowWriter
{
    private readonly Stream stream;
    private readonly char separator;
    private readonly bool isSingle;
    private readonly IReadOnlyList<TextColumn> labels;
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;
    private int written;

    /// <summary>Writes the header, if there are names.</summary>
    public TextRowWriter(Stream stream, OutputTable table, char separator)
    {
        (this.stream, this.separator, labels, isSingle) = (stream, separator, table.Labels, table.IsSingle);
        if (table.Header is { } names) Append(names, '\n');
    }

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            if (labels.Count > 0) Append([.. labels.Select(label => label.Values[written])], separator);
            written++;
            var row = rows.Row(i);
            for (var j = 0; j < row.Length; j++) Append(row[j], j == row.Length - 1 ? '\n' : separator);
        }
    }

    public void End() => Flush();

    private void Append(double value, char after)
    {
        if (buffer.Length - filled < NumberBytes.Most) Flush();
        if (double.IsFinite(value)) filled += NumberBytes.Write(value, isSingle, buffer.AsSpan(filled));
        buffer[filled++] = (byte)after;
    }

    private void Append(IReadOnlyList<string> cells, char after)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            ((CsvCell)cells[i]).AppendTo(line, separator);
            line.Append(i == cells.Count - 1 ? after : separator);
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
