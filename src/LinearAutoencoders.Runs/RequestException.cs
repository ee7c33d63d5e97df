namespace LinearAutoencoders.Runs;

/// <summary>What was asked for cannot be done as it is. The message is one line that says what to change.</summary>
internal sealed class RequestException(string message) : UserErrorException(message);
