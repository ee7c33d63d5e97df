namespace LinearAutoencoders.Cli;

/// <summary>The command line cannot be carried out as it is. The message is one line with the mend; the exit code 2.</summary>
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
