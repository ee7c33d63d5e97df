using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;
using static System.FormattableString;

namespace LinearAutoencoders;

/// <summary>All that is trained: encoder, decoder, and what an objective adds to them, in one block of memory.</summary>
/// <remarks>
///   The decoder is kept transposed: then encoder and decoder have the same shape, the first b latent dimensions are the first
///   b rows of both, and W₁Σ and W₂ᵀΣ are one product. A gradient has the same layout.
/// </remarks>
public sealed class Weights<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Matrix<T> block;

    /// <summary>Zero weights.</summary>
    /// <param name="latentDimension">k, at least 1.</param>
    /// <param name="dataDimension">m, at least k.</param>
    /// <param name="extraCount">How many parameters an objective adds: k + 1 for the linear VAE.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// k is below 1 or above m, or there are more parameters than fit one array.
    /// </exception>
    public Weights(int latentDimension, int dataDimension, int extraCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(latentDimension, dataDimension);
        ArgumentOutOfRangeException.ThrowIfNegative(extraCount);
        var length = 2L * latentDimension * dataDimension + extraCount;
        if (length > Matrix<T>.MaxCells) ThrowTooLarge(latentDimension, dataDimension, length);
        var count = latentDimension * dataDimension;
        block = new Matrix<T>(1, (int)length);
        Stacked = block.Reshape(0, 2 * latentDimension, dataDimension);
        Encoder = block.Reshape(0, latentDimension, dataDimension);
        DecoderTransposed = block.Reshape(count, latentDimension, dataDimension);
        ExtraCount = extraCount;
    }

    /// <summary>W₁, k × m.</summary>
    public Matrix<T> Encoder { get; }

    /// <summary>W₂ᵀ, k × m: row i is the decoder's column i.</summary>
    public Matrix<T> DecoderTransposed { get; }

    /// <summary>W₁ above W₂ᵀ, 2k × m.</summary>
    public Matrix<T> Stacked { get; }

    /// <summary>How many parameters the objective added.</summary>
    public int ExtraCount { get; }

    /// <summary>The parameters the objective added; the linear VAE's k log-variances, then log σ².</summary>
    public Span<T> Extra => block.AsSpan()[^ExtraCount..];

    /// <summary>Every parameter: encoder, transposed decoder, extras.</summary>
    public Span<T> Values => block.AsSpan();

    /// <summary>Every parameter, as memory that can be kept.</summary>
    internal Memory<T> AsMemory() => block.AsMemory();

    /// <summary>k.</summary>
    public int LatentDimension => Encoder.Rows;

    /// <summary>m.</summary>
    public int DataDimension => Encoder.Columns;

    /// <summary>New zero weights of the same layout, for a gradient or an optimizer's state.</summary>
    public Weights<T> CreateAlike() => new(LatentDimension, DataDimension, ExtraCount);

    /// <summary>A copy.</summary>
    public Weights<T> Clone()
    {
        var copy = CreateAlike();
        Values.CopyTo(copy.Values);
        return copy;
    }

    /// <summary>The same parameters, each rounded once.</summary>
    internal Weights<TOther> ConvertTo<TOther>() where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        var converted = new Weights<TOther>(LatentDimension, DataDimension, ExtraCount);
        CopyTo(converted);
        return converted;
    }

    /// <summary>Writes the same parameters, each rounded once.</summary>
    internal void CopyTo<TOther>(Weights<TOther> other) where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        var to = other.Values;
        TensorPrimitives.ConvertTruncating<T, TOther>(Values, to);
    }

    /// <summary>Draws encoder, then decoder, from a normal distribution of mean 0; extras stay.</summary>
    public void FillNormal(RandomSource random, double standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(random);
        random.FillNormal(Stacked.AsSpan(), standardDeviation);
    }

    [DoesNotReturn]
    private static void ThrowTooLarge(int latentDimension, int dataDimension, long length) =>
        throw new ArgumentOutOfRangeException(
            nameof(dataDimension),
            Invariant($"an encoder and a decoder of k = {latentDimension} and m = {dataDimension} have {length} parameters, ")
            + Invariant($"more than the {Matrix<T>.MaxCells} that fit an array; use a smaller k, or data of fewer columns"));
}
