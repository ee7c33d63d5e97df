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
///   Samples of similar length b are put into one bucket, so that a sample costs about 8bm flops instead of 8km; with the published
///   prior E[b] stays below 10 however large k is. Its expectation is <see cref="DeterministicNestedDropout{T}"/>.
/// </remarks>
public sealed class NestedDropout<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SampleBlocks<T> blocks;
    private readonly PrefixBuckets buckets;
    private readonly Matrix<T> prefixWeights;     // the first b rows of W₂ᵀ, then of W₁: 2k × m
    private readonly Matrix<T> prefixSums;        // sums of rₛxₛᵀ, then of zₛxₛᵀ: 2k × m
    private readonly Matrix<T> latents;           // of a block: rₛ, then zₛ, side by side: block rows × 2k
    private readonly Matrix<T> gram;              // W₂ᵀW₂: k × k
    private readonly Matrix<T> latentCovariance;  // sumₛ zₛzₛᵀ/n: k × k

    /// <summary>For weights of latent dimension k on these samples.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    /// <param name="latentDimension">k.</param>
    public NestedDropout(Matrix<T> samples, int latentDimension)
    {
        blocks = new SampleBlocks<T>(samples);
        buckets = new PrefixBuckets(samples.Rows, latentDimension);
        prefixWeights = new Matrix<T>(2 * latentDimension, samples.Columns);
        prefixSums = new Matrix<T>(2 * latentDimension, samples.Columns);
        latents = new Matrix<T>(SampleBlocks<T>.BlockRows, 2 * latentDimension);
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
        for (var bucket = 0; bucket < buckets.Count; bucket++) squaredNorm += AddBucket(bucket, weights, gradient, team);

        var count = T.CreateTruncating(buckets.Lengths.Length);
        Divide(latentCovariance.AsSpan(), count);
        Divide(gradient.Stacked.AsSpan(), count);
        var loss = squaredNorm / buckets.Lengths.Length - 2 * Vectors.Dot(gradient.DecoderTransposed, weights.DecoderTransposed)
            + Vectors.Dot(gram, latentCovariance);
        FinishGradient(weights, gradient, team);
        return loss;
    }

    /// <summary>Adds a bucket's sums: rₛxₛᵀ to the encoder's part of the gradient, zₛxₛᵀ to the decoder's; rₛ = W₂ᵀW₂zₛ − W₂ᵀxₛ.</summary>
    /// <returns>The squared norm of its samples.</returns>
    private double AddBucket(int bucket, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        var samples = buckets.SamplesOf(bucket);
        var lengths = buckets.LengthsOf(bucket);
        var b = buckets.Longest(bucket);
        var stacked = prefixWeights.RowRange(0, 2 * b);
        weights.DecoderTransposed.RowRange(0, b).CopyTo(stacked.RowRange(0, b));
        weights.Encoder.RowRange(0, b).CopyTo(stacked.RowRange(b, b));
        var sums = prefixSums.RowRange(0, 2 * b);
        sums.Clear();
        for (var start = 0; start < lengths.Length; start += SampleBlocks<T>.BlockRows)
        {
            var x = blocks.Block(samples, start, Math.Min(SampleBlocks<T>.BlockRows, lengths.Length - start));
            var both = latents.RowRange(0, x.Rows).ColumnRange(0, 2 * b);
            MatrixProduct.MultiplyByTransposed(x, stacked, both, team: team);
            DropAndSubtract(both, lengths.Slice(start, x.Rows), team);
            MatrixProduct.MultiplyTransposed(both, x, sums, accumulate: true, team);
        }
        AddRows(sums.RowRange(0, b), gradient.Encoder);
        AddRows(sums.RowRange(b, b), gradient.DecoderTransposed);
        return blocks.SquaredNorm(samples);
    }

    /// <summary>From (W₂ᵀxₛ, W₁xₛ) to (rₛ, zₛ), both cut to the sample's prefix; adds zₛzₛᵀ to the latent covariance.</summary>
    private void DropAndSubtract(Matrix<T> both, ReadOnlySpan<int> lengths, WorkerTeam team)
    {
        var b = both.Columns / 2;
        var (r, z) = (both.ColumnRange(0, b), both.ColumnRange(b, b));
        for (var i = 0; i < lengths.Length; i++)
        {
            z.Row(i)[lengths[i]..].Clear();
            TensorPrimitives.Negate(r.Row(i), r.Row(i));
        }
        MatrixProduct.Multiply(z, gram.RowRange(0, b).ColumnRange(0, b), r, accumulate: true, team);
        for (var i = 0; i < lengths.Length; i++) r.Row(i)[lengths[i]..].Clear();
        MatrixProduct.MultiplyTransposed(z, z, latentCovariance.RowRange(0, b).ColumnRange(0, b), accumulate: true, team);
    }

    private static void AddRows(Matrix<T> sums, Matrix<T> total)
    {
        for (var i = 0; i < sums.Rows; i++) TensorPrimitives.Add(total.Row(i), sums.Row(i), total.Row(i));
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
