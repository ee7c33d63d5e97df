using System.Globalization;
using System.Text;

namespace LinearAutoencoders.Data.Formats;

/// <summary>Words of a text that blanks and line ends separate, one after the other.</summary>
/// <param name="file">The text, in ASCII.</param>
/// <param name="comment">What starts a line to be passed over.</param>
internal sealed class TextNumbers(InputFile file, byte comment)
{
    private const int LongestWord = 256;

    private readonly byte[] window = new byte[1 << 16];
    private readonly byte[] word = new byte[LongestWord];
    private int start, end;

    /// <summary>The line that is being read, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The rest of the line.</summary>
    public string ReadLine()
    {
        var text = new StringBuilder();
        while (Peek() is var value and >= 0 and not '\n' && text.Length < LongestWord)
        {
            text.Append((char)value);
            start++;
        }
        return text.ToString().TrimEnd('\r');
    }

    /// <summary>The next word as a number.</summary>
    /// <exception cref="BadDataException">It is none, or there is none.</exception>
    public double Next()
    {
        var text = NextWord();
        if (text.IsEmpty) throw file.Bad($"line {Line}: the file is cut off; fetch or write it again");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw file.Bad($"line {Line}: '{Encoding.Latin1.GetString(text)}' is not a number; correct it");
    }

    /// <summary>The next word as a whole number.</summary>
    /// <exception cref="BadDataException">It is outside the range, or no whole number.</exception>
    public long NextWhole(long least, long most) => Next() is var number && double.IsInteger(number) && number >= least && number <= most
        ? (long)number
        : throw file.Bad(FormattableString.Invariant($"line {Line}: {number} is no whole number from {least} to {most}; correct it"));

    /// <summary>Throws when words follow.</summary>
    public void RequireEnd()
    {
        if (!NextWord().IsEmpty) throw file.Bad($"line {Line}: there are more values than the sizes say; write the file again");
    }

    private ReadOnlySpan<byte> NextWord()
    {
        SkipBlanks();
        var length = 0;
        while (Peek() is var value and > ' ')
        {
            if (length == LongestWord) throw file.Bad($"line {Line}: a word of more than {LongestWord} letters is no number; correct it");
            word[length++] = (byte)value;
            start++;
        }
        return word.AsSpan(0, length);
    }

    private void SkipBlanks()
    {
        while (Peek() is var value and >= 0 && (value <= ' ' || value == comment))
        {
            if (value == comment) SkipLine();
            else if (value == '\n') Line++;
            start++;
        }
    }

    // Up to the line's end, not over it.
    private void SkipLine()
    {
        while (Peek() is >= 0 and not '\n') start++;
        start--;
    }

    private int Peek()
    {
        if (start < end) return window[start];
        file.Cancellation.ThrowIfCancellationRequested();
        (start, end) = (0, file.Content.Read(window));
        return end > 0 ? window[0] : -1;
    }
}
