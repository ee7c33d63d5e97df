using System.Numerics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>
///   W₂ᵀ and W₁, or sums of their shape, in turns of a few rows each: the first 2b rows are those of a prefix of b dimensions.
/// </summary>
/// <remarks>
///   With Size latent dimensions in a group, group g has rows 2g·Size .. : first the group's rows of W₂ᵀ, then those of W₁. The
///   last group is shorter when Size does not divide k. So one product serves both parts of any prefix that is a whole number of
///   groups long, and no prefix has to be copied together.
/// </remarks>
internal sealed class PairedRows<T>(int latentDimension, int columns) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Latent dimensions in a group: buckets end where groups do. Twice eight rows fill a 512-bit register of float32.</summary>
    public const int GroupSize = PrefixBuckets.Step;

    private readonly Matrix<T> rows = new(2 * latentDimension, columns);

    /// <summary>The rows of a prefix: 2 · length × m. The length is a multiple of <see cref="GroupSize"/>, or k.</summary>
    public Matrix<T> Prefix(int length) => rows.RowRange(0, 2 * length);

    /// <summary>Takes the rows of a prefix from weights.</summary>
    public void Load(Weights<T> weights, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var (decoder, encoder) = RowsOf(i, length);
            weights.DecoderTransposed.Row(i).CopyTo(rows.Row(decoder));
            weights.Encoder.Row(i).CopyTo(rows.Row(encoder));
        }
    }

    /// <summary>Hands the rows of a prefix to weights: those that pair with W₂ᵀ to the encoder, those with W₁ to the decoder.</summary>
    public void StoreCrossed(Weights<T> weights, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var (decoder, encoder) = RowsOf(i, length);
            rows.Row(decoder).CopyTo(weights.Encoder.Row(i));
            rows.Row(encoder).CopyTo(weights.DecoderTransposed.Row(i));
        }
    }

    /// <summary>Splits products with a prefix, in which the groups stand side by side, into those with W₂ᵀ and those with W₁.</summary>
    public static void Split(ReadOnlySpan<T> paired, Span<T> withDecoder, Span<T> withEncoder)
    {
        for (var start = 0; start < withDecoder.Length; start += GroupSize)
        {
            var size = Math.Min(GroupSize, withDecoder.Length - start);
            paired.Slice(2 * start, size).CopyTo(withDecoder[start..]);
            paired.Slice(2 * start + size, size).CopyTo(withEncoder[start..]);
        }
    }

    /// <summary>Undoes <see cref="Split"/>.</summary>
    public static void Join(ReadOnlySpan<T> withDecoder, ReadOnlySpan<T> withEncoder, Span<T> paired)
    {
        for (var start = 0; start < withDecoder.Length; start += GroupSize)
        {
            var size = Math.Min(GroupSize, withDecoder.Length - start);
            withDecoder.Slice(start, size).CopyTo(paired[(2 * start)..]);
            withEncoder.Slice(start, size).CopyTo(paired[(2 * start + size)..]);
        }
    }

    private static (int Decoder, int Encoder) RowsOf(int dimension, int length)
    {
        var start = dimension / GroupSize * GroupSize;
        return (start + dimension, start + dimension + Math.Min(GroupSize, length - start));
    }
}
