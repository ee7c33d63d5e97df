using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data;

/// <summary>Samples to train on, and where they came from.</summary>
/// <param name="Name">What the user called it, such as <c>mnist</c> or a file's path.</param>
/// <param name="Samples">X, n × m, one sample per row, the mean already subtracted where <paramref name="Mean"/> is not zero.</param>
/// <param name="Mean">What was subtracted from every sample, m values; zeros when the data was not centred.</param>
/// <param name="Fingerprint">SHA-256, in hexadecimal, of the sizes and the values as read: equal for equal data.</param>
public sealed record Dataset<T>(string Name, Matrix<T> Samples, double[] Mean, string Fingerprint)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Rows and columns of the picture that a sample is, where it is one: 28 × 28 for MNIST, 8 × 8 for digits.</summary>
    public (int Rows, int Columns)? PictureShape { get; init; }

    /// <summary>Throws unless the data can have <paramref name="k"/> components: 1 ≤ k ≤ m.</summary>
    /// <exception cref="BadDataException">k is below 1 or above the number of columns.</exception>
    public void RequireComponents(int k)
    {
        if (k < 1) throw new BadDataException($"k is {k}; choose k from 1 to {Samples.Columns}");
        if (k > Samples.Columns)
            throw new BadDataException($"k is {k} but {Name} has {Samples.Columns} columns; choose k of at most {Samples.Columns}");
    }
}
