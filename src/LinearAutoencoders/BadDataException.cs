namespace LinearAutoencoders;

/// <summary>Data that cannot be used. The message is one line that names the file, the place and the remedy.</summary>
public sealed class BadDataException : UserErrorException
{
    /// <summary>With a message for the user.</summary>
    public BadDataException(string message) : base(OneLine(message)) { }

    /// <summary>With a message for the user, and what caused it.</summary>
    public BadDataException(string message, Exception cause) : base(OneLine(message), cause) { }

    /// <summary>
    ///   The text with line breaks and other control characters, which a file's name or cell may have, as blanks.
    /// </summary>
    internal static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}
