namespace LinearAutoencoders.Cli;

/// <summary>The command line cannot be carried out as it is. The message is one line with the mend; the exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
