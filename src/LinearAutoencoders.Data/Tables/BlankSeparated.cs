using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Text whose cells are blanks and tabs apart, with exactly one tab between two of them and none at the ends of lines.</summary>
internal sealed class BlankSeparated(Stream text) : ForwardStream
{
    private readonly byte[] window = new byte[1 << 16];
    private int start, end;
    private bool isLineStart = true, isPending, isQuoted;

    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length)
        {
            if (start == end && !Fill()) break;
            var value = window[start];
            if (value is (byte)' ' or (byte)'\t' && !isQuoted)
            {
                isPending = !isLineStart;
                start++;
                continue;
            }
            if (isPending && value is not ((byte)'\r' or (byte)'\n'))
            {
                isPending = false;
                buffer[count++] = (byte)'\t';
                continue;
            }
            isPending = false;
            isLineStart = value is (byte)'\r' or (byte)'\n';
            // A quote that is never closed ends with its line.
            isQuoted = !isLineStart && isQuoted != (value == (byte)'"');
            buffer[count++] = value;
            start++;
        }
        return count;
    }

    private bool Fill()
    {
        (start, end) = (0, text.Read(window));
        return end > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
