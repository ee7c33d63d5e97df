namespace LinearAutoencoders.Data.Formats;

/// <summary>The lines of a file as bytes, those without anything in them passed over.</summary>
internal sealed class LineReader(InputFile file)
{
    /// <summary>Longest line. Without a limit a file without line ends would be read into memory whole.</summary>
    private const int LongestLine = 1 << 28;

    private byte[] buffer = new byte[1 << 17];
    private int start, length, next, filled;
    private bool isAtEnd;

    /// <summary>The line without its end; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(start, length);

    /// <summary>Its number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (Advance())
        {
            Number++;
            if (Number == 1 && Line.StartsWith("\uFEFF"u8)) (start, length) = (start + 3, length - 3);
            if (!Line.Trim(" \t\r"u8).IsEmpty) return true;
        }
        return false;
    }

    private bool Advance()
    {
        for (var searched = 0; ;)
        {
            var end = buffer.AsSpan(next + searched, filled - next - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                (start, length) = (next, searched + end);
                next += length + 1;
                return true;
            }
            searched = filled - next;
            if (isAtEnd)
            {
                (start, length) = (next, searched);
                next = filled;
                return length > 0;
            }
            Fill();
        }
    }

    private void Fill()
    {
        if (next > 0)
        {
            buffer.AsSpan(next, filled - next).CopyTo(buffer);
            (filled, next) = (filled - next, 0);
        }
        if (filled == LongestLine) throw file.Bad($"line {Number + 1} is longer than {LongestLine} bytes; write one sample a line");
        if (filled == buffer.Length) Array.Resize(ref buffer, Math.Min(LongestLine, 2 * buffer.Length));
        file.Cancellation.ThrowIfCancellationRequested();
        var count = file.Content.Read(buffer.AsSpan(filled));
        isAtEnd = count == 0;
        filled += count;
    }
}
