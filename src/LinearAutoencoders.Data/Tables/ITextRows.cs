namespace LinearAutoencoders.Data.Tables;

/// <summary>One pass over the samples of a text, a line each.</summary>
internal interface ITextRows : IDisposable
{
    /// <summary>Goes to the next sample and reads its numbers.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="BadDataException">Something in the line is no number, or it has more or fewer than the others.</exception>
    bool Read(Span<double> numbers);

    /// <summary>Passes over some samples, without a look at their numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="each">Is called at each of them.</param>
    /// <returns>How many there were.</returns>
    long Skip(long count, Action? each = null);

    /// <summary>The text of one of the sample's columns.</summary>
    string TextOf(int column);
}
