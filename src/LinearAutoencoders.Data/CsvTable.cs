using System.Buffers;
using System.Globalization;
using System.Text;

namespace LinearAutoencoders.Data;

/// <summary>
///   Numbers with a header, to be written as a CSV file: commas, lines of <c>\n</c>, quotes where a text needs them (RFC 4180).
/// </summary>
internal sealed class CsvTable
{
    private readonly StringBuilder text = new();
    private readonly int columns;

    /// <summary>Without rows yet.</summary>
    public CsvTable(params ReadOnlySpan<string> header)
    {
        columns = header.Length;
        for (var i = 0; i < header.Length; i++) Append(header[i], i);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has more or fewer cells than the header.</exception>
    public void Add(params ReadOnlySpan<CsvCell> cells)
    {
        if (cells.Length != columns)
            throw new ArgumentException(
                FormattableString.Invariant($"the row has {cells.Length} cells, but the header {columns}"), nameof(cells));
        for (var i = 0; i < cells.Length; i++) Append(cells[i], i);
    }

    /// <summary>Writes the file; it appears whole.</summary>
    public void Save(string path) => AtomicFile.WriteText(path, ToString());

    /// <summary>The content of the file.</summary>
    public override string ToString() => text.ToString();

    /// <summary>Letters of the content.</summary>
    public int Length => text.Length;

    /// <summary>The content after so many letters.</summary>
    public string From(int start) => text.ToString(start, text.Length - start);

    private void Append(CsvCell cell, int column)
    {
        cell.AppendTo(text);
        text.Append(column == columns - 1 ? '\n' : ',');
    }
}

/// <summary>A cell: text or a number. A number that is not finite is an empty cell, and so is null.</summary>
internal readonly struct CsvCell
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly string? text;

    private CsvCell(string? text) => this.text = text;

    public static implicit operator CsvCell(string? text) => new(text);

    public static implicit operator CsvCell(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(int? number) => new(number?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The shortest text that reads back to the same double.</summary>
    public static implicit operator CsvCell(double number) =>
        new(double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null);

    public static implicit operator CsvCell(double? number) => number ?? double.NaN;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static implicit operator CsvCell(bool value) => new(value ? "true" : "false");

    /// <summary>Adds it to a line of cells that a character separates.</summary>
    public void AppendTo(StringBuilder line, char separator = ',')
    {
        if (text.AsSpan().ContainsAny(Quoted) || text.AsSpan().Contains(separator))
            line.Append('"').Append(text!.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else line.Append(text);
    }
}
