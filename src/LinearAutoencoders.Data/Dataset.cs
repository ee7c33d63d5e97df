using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Data;

/// <summary>Data that <see cref="DataSource.Open"/> found: its rows, and how they are meant to be used.</summary>
public sealed class Dataset
{
    private readonly Lazy<string> fingerprint;

    internal Dataset(string name, IRawSource source, bool center, CancellationToken cancellationToken)
    {
        (Name, Source, Center) = (name, source, center);
        fingerprint = new(() => source.Fingerprint(cancellationToken));
    }

    /// <summary>What the user called it, such as <c>mnist</c> or a file's path.</summary>
    public string Name { get; }

    /// <summary>Its rows, as they are.</summary>
    public ISampleSource Source { get; }

    /// <summary>Whether the mean of each column is to be subtracted from them.</summary>
    public bool Center { get; }

    /// <summary>
    ///   Rows and columns of the picture that a sample is, where it is one: 28 × 28 for MNIST, 8 × 8 for digits.
    /// </summary>
    public (int Rows, int Columns)? PictureShape { get; init; }

    /// <summary>
    ///   SHA-256, in hexadecimal, of the sizes and the values as stored: equal for equal data. Reads all of it, unless that was
    ///   done.
    /// </summary>
    public string Fingerprint => fingerprint.Value;

    /// <summary>Throws unless the data can have <paramref name="k"/> components: 1 ≤ k ≤ m.</summary>
    /// <exception cref="BadDataException">k is below 1 or above the number of columns.</exception>
    public void RequireComponents(int k)
    {
        if (k < 1) throw new BadDataException($"k is {k}; choose k from 1 to {Source.Dimension}");
        if (k > Source.Dimension)
            throw new BadDataException(
                $"k is {k} but {Name} has {Source.Dimension} columns; choose k of at most {Source.Dimension}");
    }
}
