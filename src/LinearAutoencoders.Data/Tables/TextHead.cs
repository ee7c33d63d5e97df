using System.Text;
using System.Text.Unicode;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>The first lines of a text, from which it is found out how the rest is written.</summary>
/// <param name="Encoding">How characters are written.</param>
/// <param name="Hint">The separator that a first line <c>sep=;</c> names.</param>
/// <param name="Lines">Lines that are neither empty nor comments.</param>
/// <param name="Comments">Those that are comments.</param>
/// <param name="IsWhole">Whether there is nothing behind them.</param>
internal sealed record TextHead(Encoding Encoding, char? Hint, List<TextLine> Lines, List<TextLine> Comments, bool IsWhole)
{
    /// <summary>So many bytes are enough, once they hold <see cref="LeastLines"/>.</summary>
    private const int EnoughBytes = 1 << 17;

    private const int LeastLines = 4;

    /// <summary>What is looked at of a text without line ends.</summary>
    private const int MostBytes = 1 << 25;

    /// <exception cref="BadDataException">The file is no text.</exception>
    public static TextHead Read(InputFile file, char? comment)
    {
        var (bytes, isWhole) = ReadBytes(file.Content);
        var encoding = EncodingOf(bytes, isWhole);
        var text = encoding.GetString(bytes).TrimStart('\uFEFF');
        if (text.Contains('\0'))
            throw file.Bad("the file holds bytes of value 0, so it is no text that can be read; save it as text in UTF-8");
        var head = new TextHead(encoding, null, [], [], isWhole);
        return head.Sort(text, comment);
    }

    private static (byte[] Bytes, bool IsWhole) ReadBytes(Stream content)
    {
        var buffer = new byte[EnoughBytes];
        var length = 0;
        while (true)
        {
            length += content.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            if (length < buffer.Length) return (buffer[..length], true);
            if (length >= MostBytes || buffer.AsSpan().Count((byte)'\n') + buffer.AsSpan().Count((byte)'\r') >= LeastLines)
                return (buffer, false);
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    private static Encoding EncodingOf(byte[] bytes, bool isWhole) => bytes switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        // A character may be cut at the end.
        _ => Utf8.IsValid(isWhole ? bytes : WholeCharacters(bytes)) ? Encoding.UTF8 : Encoding.Latin1,
    };

    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        while (bytes is [.., >= 0x80]) bytes = bytes[..^1];
        return bytes;
    }

    private TextHead Sort(string text, char? comment)
    {
        var hint = Hint;
        var number = 0L;
        var lines = text.AsSpan();
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOfAny('\r', '\n');
            if (end < 0 && !IsWhole && Lines.Count > 0) break;  // only part of a line
            var line = new TextLine(++number, (end < 0 ? lines : lines[..end]).ToString());
            if (number == 1 && line.Text is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named]) hint = named;
            else if (IsComment(line.Text, comment)) Comments.Add(line);
            else if (!string.IsNullOrWhiteSpace(line.Text)) Lines.Add(line);
            if (end < 0) break;
            lines = lines[(end + (lines[end] == '\r' && end + 1 < lines.Length && lines[end + 1] == '\n' ? 2 : 1))..];
        }
        return this with { Hint = hint };
    }

    private static bool IsComment(string line, char? comment) =>
        comment is { } mark && line.AsSpan().TrimStart() is [var first, ..] && first == mark;
}
