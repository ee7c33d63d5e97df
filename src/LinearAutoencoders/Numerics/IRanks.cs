namespace LinearAutoencoders.Numerics;

/// <summary>
///   Processes that run the same program on the same data, each of which reads a share of the rows only: what they read apart is summed,
///   all else each of them computes for itself.
/// </summary>
internal interface IRanks
{
    /// <summary>Which of them this one is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Size { get; }

    /// <summary>Sends a message; returns when it may be overwritten.</summary>
    void Send(ReadOnlySpan<byte> message, int to);

    /// <summary>Waits for a message of exactly that length.</summary>
    void Receive(Span<byte> message, int from);
}
