namespace LinearAutoencoders;

/// <summary>Something that the user can correct: data, options, files. The message is one line that says how.</summary>
/// <remarks>Everything else that is thrown, <see cref="ArgumentException"/> included, is a programming error.</remarks>
public class UserErrorException : Exception
{
    /// <summary>With a message for the user.</summary>
    public UserErrorException(string message) : base(message) { }

    /// <summary>With a message for the user, and what caused it.</summary>
    public UserErrorException(string message, Exception cause) : base(message, cause) { }
}
