using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Outputs;

/// <summary>A line a row, with its numbers in brackets behind its labels: JSON lines, or the text that PostgreSQL's COPY reads.</summary>
/// <param name="stream">Takes the bytes.</param>
/// <param name="table">What is written.</param>
/// <param name="before">What is before the bracket of a row.</param>
/// <param name="after">What is behind.</param>
internal sealed class ArrayRowWriter(Stream stream, OutputTable table, Func<int, string> before, string after) : IRowWriter
{
    /// <summary>What the numbers are called.</summary>
    private const string Field = "embedding";

    private readonly byte[] behind = Encoding.UTF8.GetBytes(after);
    private readonly byte[] buffer = new byte[1 << 16];
    private int filled;
    private int written;

    /// <summary>An object a line, whose last field are the numbers.</summary>
    public static ArrayRowWriter Json(Stream stream, OutputTable table)
    {
        var names = table.Labels.Select(label => Quoted(label.Name)).ToArray();
        return new(stream, table, row => "{" + string.Concat(table.Labels.Select((label, i) =>
            $"{names[i]}:{Quoted(label.Values[row])},")) + $"\"{Field}\":", "}\n");
    }

    /// <summary>Columns with tabs between them, the last a pgvector: <c>\copy items (label, embedding) from 'items.copy'</c>.</summary>
    public static ArrayRowWriter Copy(Stream stream, OutputTable table) =>
        new(stream, table, row => string.Concat(table.Labels.Select(label => Escaped(label.Values[row]) + "\t")), "\n");

    public void Write(ReadOnlyMatrix<double> rows)
    {
        for (var i = 0; i < rows.Rows; i++, written++)
        {
            Append(Encoding.UTF8.GetBytes(before(written)));
            var row = rows.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                if (buffer.Length - filled < NumberBytes.Most) Flush();
                buffer[filled++] = j == 0 ? (byte)'[' : (byte)',';
                if (double.IsFinite(row[j])) filled += NumberBytes.Write(row[j], table.IsSingle, buffer.AsSpan(filled));
                else Append("null"u8);
            }
            Append("]"u8);
            Append(behind);
        }
    }

    public void End() => Flush();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - filled) Flush();
        if (bytes.Length > buffer.Length) stream.Write(bytes);
        else
        {
            bytes.CopyTo(buffer.AsSpan(filled));
            filled += bytes.Length;
        }
    }

    private void Flush()
    {
        stream.Write(buffer, 0, filled);
        filled = 0;
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Escaped(string text) => text
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal);
}
