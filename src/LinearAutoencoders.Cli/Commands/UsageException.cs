namespace LinearAutoencoders.Cli;

/// <summary>
///   The command line cannot be carried out as it is. The message is one line that says what to change; the exit code is 2.
/// </summary>
internal sealed class UsageException(string message) : UserErrorException(message)
{
    /// <summary>Makes settings from what a person gave: a value that the library refuses is that person's mistake.</summary>
    public static TResult Of<TResult>(Func<TResult> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException refused)
        {
            throw new UsageException(refused.Message);
        }
    }
}
