namespace LinearAutoencoders.Data;

/// <summary>Data that cannot be used. The message is one line that names the file, the place and the mend.</summary>
public sealed class BadDataException : Exception
{
    /// <summary>With a message for the user.</summary>
    public BadDataException(string message) : base(message) { }

    /// <summary>With a message for the user, and what caused it.</summary>
    public BadDataException(string message, Exception cause) : base(message, cause) { }
}
