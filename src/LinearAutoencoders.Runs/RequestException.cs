namespace LinearAutoencoders.Runs;

/// <summary>What was asked for cannot be done as it is. The message is one line with the mend.</summary>
internal sealed class RequestException(string message) : UserErrorException(message);
