using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

/// <summary>Nested dropout: every sample keeps a prefix of the latent dimensions, of a length drawn anew in each step.</summary>
/// <remarks>
///   bₛ is the prefix length drawn for sample s; zₛ is W₁xₛ with all but its first bₛ entries set to zero; nothing is rescaled.
///   L = sumₛ ‖xₛ − W₂zₛ‖² / n
///   ∂L/∂W₁ = (2/n) sumₛ [W₂ᵀW₂zₛ − W₂ᵀxₛ]_{first bₛ} xₛᵀ      ∂L/∂W₂ᵀ = 2((sumₛ zₛzₛᵀ/n)·W₂ᵀ − sumₛ zₛxₛᵀ/n)   (both k × m)
///   Samples are put into buckets of equal length b, so that a sample costs 8bm flops instead of 8km; with the published prior
///   E[b] stays below 10 however large k is. Its expectation is <see cref="DeterministicNestedDropout{T}"/>.
/// </remarks>
public sealed class NestedDropout<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SampleBlocks<T> blocks;
    private readonly PrefixBuckets buckets;
    private readonly Matrix<T> latents;           // zₛ of a block: block rows × k
    private readonly Matrix<T> residuals;         // W₂ᵀW₂zₛ − W₂ᵀxₛ of a block: block rows × k
    private readonly Matrix<T> gram;              // W₂ᵀW₂: k × k
    private readonly Matrix<T> latentCovariance;  // sumₛ zₛzₛᵀ/n: k × k

    /// <summary>For weights of latent dimension k on these samples.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    /// <param name="latentDimension">k.</param>
    public NestedDropout(Matrix<T> samples, int latentDimension)
    {
        blocks = new SampleBlocks<T>(samples);
        buckets = new PrefixBuckets(samples.Rows, latentDimension);
        latents = new Matrix<T>(SampleBlocks<T>.BlockRows, latentDimension);
        residuals = new Matrix<T>(SampleBlocks<T>.BlockRows, latentDimension);
        gram = new Matrix<T>(latentDimension, latentDimension);
        latentCovariance = new Matrix<T>(latentDimension, latentDimension);
    }

    /// <summary>Draws a prefix length for each sample of a batch, in the batch's order.</summary>
    public void Draw(Batch batch, PrefixPrior prior, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(prior);
        buckets.Begin(batch.Count(blocks.Samples.Rows));
        for (var i = 0; i < buckets.Lengths.Length; i++) buckets.Lengths[i] = prior.Draw(random);
        buckets.Sort(batch);
    }

    /// <summary>Uses given prefix lengths instead of drawn ones: one for each sample of the batch, 1 .. k.</summary>
    /// <exception cref="ArgumentException">There are more or fewer lengths than samples, or one is outside 1 .. k.</exception>
    public void SetDraws(Batch batch, ReadOnlySpan<int> lengths)
    {
        buckets.Begin(batch.Count(blocks.Samples.Rows));
        if (lengths.Length != buckets.Lengths.Length)
            throw new ArgumentException($"{lengths.Length} prefix lengths for {buckets.Lengths.Length} samples", nameof(lengths));
        lengths.CopyTo(buckets.Lengths);
        buckets.Sort(batch);
    }

    /// <summary>Loss and gradient under the draws of the batch that was drawn last.</summary>
    /// <returns>The loss per sample.</returns>
    public double Evaluate(Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(gradient);
        MatrixProduct.MultiplyByTransposed(weights.DecoderTransposed, weights.DecoderTransposed, gram, team: team);
        latentCovariance.Clear();
        gradient.Stacked.Clear();
        var squaredNorm = 0.0;
        for (var length = 1; length <= buckets.LongestPrefix; length++)
            squaredNorm += AddBucket(length, weights, gradient, team);

        var count = T.CreateTruncating(buckets.Lengths.Length);
        Divide(latentCovariance.AsSpan(), count);
        Divide(gradient.Stacked.AsSpan(), count);
        var loss = squaredNorm / buckets.Lengths.Length - 2 * Vectors.Dot(gradient.DecoderTransposed, weights.DecoderTransposed)
            + Vectors.Dot(gram, latentCovariance);
        FinishGradient(weights, gradient, team);
        return loss;
    }

    /// <summary>Adds a bucket's sums: residuals times samples to the encoder's part, latents times samples to the decoder's.</summary>
    private double AddBucket(int length, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        var bucket = buckets.Of(length);
        var count = bucket.Count(blocks.Samples.Rows);
        var encoder = weights.Encoder.RowRange(0, length);
        var decoder = weights.DecoderTransposed.RowRange(0, length);
        var prefixGram = gram.RowRange(0, length).ColumnRange(0, length);
        var prefixCovariance = latentCovariance.RowRange(0, length).ColumnRange(0, length);
        for (var start = 0; start < count; start += SampleBlocks<T>.BlockRows)
        {
            var x = blocks.Block(bucket, start, Math.Min(SampleBlocks<T>.BlockRows, count - start));
            var z = latents.RowRange(0, x.Rows).ColumnRange(0, length);
            var r = residuals.RowRange(0, x.Rows).ColumnRange(0, length);
            MatrixProduct.MultiplyByTransposed(x, encoder, z, team: team);
            MatrixProduct.MultiplyByTransposed(x, decoder, r, team: team);
            for (var i = 0; i < r.Rows; i++) TensorPrimitives.Negate(r.Row(i), r.Row(i));
            MatrixProduct.Multiply(z, prefixGram, r, accumulate: true, team);
            MatrixProduct.MultiplyTransposed(r, x, gradient.Encoder.RowRange(0, length), accumulate: true, team);
            MatrixProduct.MultiplyTransposed(z, x, gradient.DecoderTransposed.RowRange(0, length), accumulate: true, team);
            MatrixProduct.MultiplyTransposed(z, z, prefixCovariance, accumulate: true, team);
        }
        return blocks.SquaredNorm(bucket);
    }

    /// <summary>From (sum r xᵀ/n, sum z xᵀ/n) to the gradient.</summary>
    private void FinishGradient(Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        var two = T.CreateTruncating(2);
        TensorPrimitives.Multiply(gradient.Encoder.AsSpan(), two, gradient.Encoder.AsSpan());
        TensorPrimitives.Multiply(gradient.DecoderTransposed.AsSpan(), -two, gradient.DecoderTransposed.AsSpan());
        TensorPrimitives.Multiply(latentCovariance.AsSpan(), two, latentCovariance.AsSpan());
        MatrixProduct.Multiply(latentCovariance, weights.DecoderTransposed, gradient.DecoderTransposed, accumulate: true, team);
    }

    private static void Divide(Span<T> values, T divisor) => TensorPrimitives.Divide(values, divisor, values);
}
