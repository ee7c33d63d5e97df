using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Nested dropout: every sample keeps a prefix of the latent dimensions, of a length drawn anew in each step.</summary>
/// <remarks>
///   bₛ is the prefix length drawn for sample s; zₛ is W₁xₛ with all but its first bₛ entries set to zero; nothing is rescaled.
///   L = sumₛ ‖xₛ − W₂zₛ‖² / n
///   ∂L/∂W₁ = (2/n) sumₛ [W₂ᵀW₂zₛ − W₂ᵀxₛ]_{first bₛ} xₛᵀ      ∂L/∂W₂ᵀ = 2((sumₛ zₛzₛᵀ/n)·W₂ᵀ − sumₛ zₛxₛᵀ/n)   (both k × m)
///   Samples of similar length b are put into one bucket, so that a sample costs about 8bm flops instead of 8km; with the published
///   prior E[b] stays below 10 however large k is; it is less where most cells of the samples have their column's most frequent value.
///   Its expectation is <see cref="DeterministicNestedDropout{T}"/>.
/// </remarks>
internal sealed class NestedDropout<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SampleBlocks<T> blocks;
    private readonly PrefixBuckets buckets;
    private readonly PairedRows<T> weightRows;    // W₂ᵀ and W₁
    private readonly PairedRows<T> sumRows;       // sumₛ rₛxₛᵀ and sumₛ zₛxₛᵀ
    private readonly Matrix<T> residuals;         // rₛ of a block: block rows × k
    private readonly Matrix<T> latents;           // zₛ of a block: block rows × k
    private readonly Matrix<T> gram;              // W₂ᵀW₂: k × k
    private readonly Matrix<T> latentCovariance;  // sumₛ zₛzₛᵀ/n: k × k

    /// <summary>For weights of latent dimension k on these samples.</summary>
    /// <param name="samples">X, n × m; kept, not copied.</param>
    /// <param name="latentDimension">k.</param>
    public NestedDropout(Matrix<T> samples, int latentDimension)
    {
        blocks = SampleBlocks<T>.Of(samples);
        buckets = new PrefixBuckets(samples.Rows, latentDimension);
        weightRows = new PairedRows<T>(latentDimension, samples.Columns);
        sumRows = new PairedRows<T>(latentDimension, samples.Columns);
        residuals = new Matrix<T>(SampleBlocks<T>.BlockRows, latentDimension);
        latents = new Matrix<T>(SampleBlocks<T>.BlockRows, latentDimension);
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
    internal void SetDraws(Batch batch, ReadOnlySpan<int> lengths)
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
        // No sample keeps a dimension beyond the longest prefix: there the gradient is zero and nothing has to be computed.
        var longest = buckets.LongestHeld;
        var decoder = weights.DecoderTransposed.RowRange(0, longest);
        var (keptGram, covariance) = (Leading(gram, longest), Leading(latentCovariance, longest));
        SymmetricProduct.MultiplyByTransposed(decoder, decoder, keptGram, team);
        covariance.Clear();
        weightRows.Load(weights, longest);
        blocks.Begin(weightRows.Prefix(longest), sumRows.Prefix(longest), team);
        var squaredNorm = 0.0;
        for (var bucket = 0; bucket < buckets.Count; bucket++) squaredNorm += AddBucket(bucket, team);
        blocks.End();

        var count = T.CreateTruncating(buckets.Lengths.Length);
        for (var i = 0; i < longest; i++) Divide(covariance.Row(i), count);
        Divide(sumRows.Prefix(longest).AsSpan(), count);
        gradient.Stacked.Clear();
        sumRows.StoreCrossed(gradient, longest);
        var loss = squaredNorm / buckets.Lengths.Length
            - 2 * Vectors.Dot(gradient.DecoderTransposed.RowRange(0, longest), decoder) + Vectors.Dot(keptGram, covariance);
        FinishGradient(decoder, covariance, gradient, team);
        return loss;
    }

    /// <summary>Adds a bucket's sums of rₛxₛᵀ and zₛxₛᵀ; rₛ = W₂ᵀW₂zₛ − W₂ᵀxₛ, cut to the sample's prefix.</summary>
    /// <returns>The squared norm of its samples.</returns>
    private double AddBucket(int bucket, WorkerTeam team)
    {
        var samples = buckets.SamplesOf(bucket);
        var lengths = buckets.LengthsOf(bucket);
        var b = buckets.Longest(bucket);
        for (var start = 0; start < lengths.Length; start += SampleBlocks<T>.BlockRows)
        {
            var count = Math.Min(SampleBlocks<T>.BlockRows, lengths.Length - start);
            var both = blocks.Project(samples, start, count, 2 * b);  // W₂ᵀxₛ and W₁xₛ of each sample
            DropAndSubtract(both, lengths.Slice(start, count), team);
            blocks.Add(both);
        }
        return blocks.SquaredNorm(samples);
    }

    /// <summary>From (W₂ᵀxₛ, W₁xₛ) to (rₛ, zₛ), both cut to the sample's prefix; adds zₛzₛᵀ to the latent covariance.</summary>
    private void DropAndSubtract(Matrix<T> both, ReadOnlySpan<int> lengths, WorkerTeam team)
    {
        var b = both.Columns / 2;
        var r = residuals.RowRange(0, lengths.Length).ColumnRange(0, b);
        var z = latents.RowRange(0, lengths.Length).ColumnRange(0, b);
        for (var i = 0; i < lengths.Length; i++)
        {
            PairedRows<T>.Split(both.Row(i), r.Row(i), z.Row(i));
            z.Row(i)[lengths[i]..].Clear();
            TensorPrimitives.Negate(r.Row(i), r.Row(i));
        }
        MatrixProduct.Multiply(z, Leading(gram, b), r, accumulate: true, team);
        MatrixProduct.MultiplyTransposed(z, z, Leading(latentCovariance, b), accumulate: true, team);
        for (var i = 0; i < lengths.Length; i++)
        {
            r.Row(i)[lengths[i]..].Clear();
            PairedRows<T>.Join(r.Row(i), z.Row(i), both.Row(i));
        }
    }

    /// <summary>From (sum r xᵀ/n, sum z xᵀ/n) to the gradient.</summary>
    private static void FinishGradient(Matrix<T> decoder, Matrix<T> covariance, Weights<T> gradient, WorkerTeam team)
    {
        var two = T.CreateTruncating(2);
        var (encoderPart, decoderPart) = (gradient.Encoder.RowRange(0, decoder.Rows), gradient.DecoderTransposed.RowRange(0, decoder.Rows));
        TensorPrimitives.Multiply(encoderPart.AsSpan(), two, encoderPart.AsSpan());
        TensorPrimitives.Multiply(decoderPart.AsSpan(), -two, decoderPart.AsSpan());
        for (var i = 0; i < covariance.Rows; i++) TensorPrimitives.Multiply(covariance.Row(i), two, covariance.Row(i));
        MatrixProduct.Multiply(covariance, decoder, decoderPart, accumulate: true, team);
    }

    private static Matrix<T> Leading(Matrix<T> square, int size) => square.RowRange(0, size).ColumnRange(0, size);

    private static void Divide(Span<T> values, T divisor) => TensorPrimitives.Divide(values, divisor, values);
}
