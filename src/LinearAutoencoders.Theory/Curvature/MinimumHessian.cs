namespace LinearAutoencoders.Theory.Curvature;

/// <summary>
///   The Hessian of a symmetry-breaking objective at its ordered global minimum, exactly, as the small blocks it splits into.
/// </summary>
/// <remarks>
///   In the eigenbasis of Σ the minimum is diagonal: W₁[i,i] = wᵢ, W₂[i,i] = vᵢ. With A = δW₁ and B = δW₂ᵀ (both k × m), σⱼ² the
///   eigenvalues of Σ, keep probabilities P (all 1 without dropout) and penalties λ of the encoder, δ of the decoder (equal but for the
///   linear VAE, 0 with dropout) and η of the latent covariance (the VAE's alone), half of the second variation is
///   sumᵢⱼ (Pᵢvᵢ²σⱼ² + λᵢ + ησⱼ²)Aᵢⱼ² + (Pᵢwᵢ²σᵢ² + δᵢ)Bᵢⱼ² − 2Pᵢσⱼ²AᵢⱼBᵢⱼ
///   + sumᵢ 4Pᵢvᵢwᵢσᵢ²AᵢᵢBᵢᵢ + sum_{i&lt;j≤k} 2Pⱼ(vᵢBⱼᵢ + vⱼBᵢⱼ)(wⱼσⱼ²Aᵢⱼ + wᵢσᵢ²Aⱼᵢ),
///   so a pair of components inside the top k couples four entries, a component with itself or with one outside couples two: the
///   whole spectrum costs O(mk) eigenproblems of size 4 or 2. Losses are per sample, divided by n (the paper's appendices B and D by 2n).
/// </remarks>
public sealed class MinimumHessian
{
    private readonly double[] variances;   // σ², m, descending
    private readonly double[] encoder;     // w, k
    private readonly double[] decoder;     // v, k
    private readonly double[] kept;        // P, k
    private readonly double[] encoderPenalties;  // λ, k
    private readonly double[] decoderPenalties;  // δ, k: λ again, or the posterior variances of the linear VAE
    private readonly double latentPenalty;       // η: of W₁ΣW₁ᵀ, which the linear VAE pays for
    private readonly double scale;               // of the whole loss

    private MinimumHessian(
        IEnumerable<double> variances, double[] encoder, double[] decoder, IEnumerable<double> kept,
        double[] encoderPenalties, double[] decoderPenalties, double latentPenalty = 0, double scale = 1)
    {
        this.variances = [.. variances];
        (this.encoder, this.decoder) = (encoder, decoder);
        this.kept = [.. kept];
        (this.encoderPenalties, this.decoderPenalties) = (encoderPenalties, decoderPenalties);
        (this.latentPenalty, this.scale) = (latentPenalty, scale);
        if (encoder.Length < 1 || encoder.Length > this.variances.Length)
            throw new ArgumentException($"k is {encoder.Length}; it must be from 1 to the {this.variances.Length} eigenvalues of the data");
    }

    /// <summary>k.</summary>
    public int LatentDimension => encoder.Length;

    /// <summary>m.</summary>
    public int DataDimension => variances.Length;

    /// <summary>Of the non-uniform ℓ₂ objective (3), whose minimum has wᵢ² = vᵢ² = 1 − λᵢ/σᵢ², or 0 where λᵢ ≥ σᵢ² (Theorem 3).</summary>
    /// <param name="eigenvalues">σ², m values, descending.</param>
    /// <param name="penalties">λ, k values, increasing.</param>
    public static MinimumHessian NonUniformL2(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(penalties);
        double[] scale = [.. penalties.Select((penalty, i) => penalty < eigenvalues[i] ? Math.Sqrt(1 - penalty / eigenvalues[i]) : 0)];
        return new MinimumHessian(eigenvalues, scale, scale, penalties.Select(_ => 1.0), [.. penalties], [.. penalties]);
    }

    /// <summary>Of deterministic nested dropout at the member of its family of minima (21), (22) with W₁ = QUᵀ, W₂ = UQ⁻¹.</summary>
    /// <param name="eigenvalues">σ², m values, descending.</param>
    /// <param name="keepProbabilities">P(b ≥ i), k values.</param>
    /// <param name="scales">q, k values, none of them 0; null: all 1, the balanced minimum.</param>
    public static MinimumHessian DeterministicNestedDropout(
        IReadOnlyList<double> eigenvalues, IReadOnlyList<double> keepProbabilities, IReadOnlyList<double>? scales = null)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(keepProbabilities);
        double[] q = [.. scales ?? [.. keepProbabilities.Select(_ => 1.0)]];
        if (q.Length != keepProbabilities.Count || q.Contains(0))
            throw new ArgumentException(
                $"{q.Length} scales for {keepProbabilities.Count} dimensions; give as many, none of them 0", nameof(scales));
        return new MinimumHessian(
            eigenvalues, q, [.. q.Select(scale => 1 / scale)], keepProbabilities, new double[q.Length], new double[q.Length]);
    }

    /// <summary>Of the linear VAE's negative ELBO over encoder and decoder, its variances held at their optimum (appendix F).</summary>
    /// <remarks>
    ///   σ² is the mean of the discarded eigenvalues, W₂ = U(S² − σ²I)^½, W₁ = S⁻²W₂ᵀ, D = σ²S⁻²; 2σ² times the loss is then
    ///   the reconstruction loss + σ² tr W₁ΣW₁ᵀ + sumᵢ dᵢ‖W₂[:,i]‖², plus what does not depend on the weights.
    /// </remarks>
    /// <param name="eigenvalues">σᵢ², m values, descending.</param>
    /// <param name="latentDimension">k, below m.</param>
    /// <exception cref="ArgumentException">Nothing is discarded, so that σ² would be 0.</exception>
    public static MinimumHessian LinearVae(IReadOnlyList<double> eigenvalues, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        var noise = eigenvalues.Skip(latentDimension).DefaultIfEmpty(0).Average();
        if (!(noise > 0)) throw new ArgumentException($"{latentDimension} components leave no noise; use a smaller k");
        double[] learned = [.. eigenvalues.Take(latentDimension)];
        double[] decoder = [.. learned.Select(variance => Math.Sqrt(variance - noise))];
        return new MinimumHessian(eigenvalues, [.. decoder.Zip(learned, (v, variance) => v / variance)], decoder, learned.Select(_ => 1.0),
            new double[latentDimension], [.. learned.Select(variance => noise / variance)], noise, 1 / (2 * noise));
    }

    /// <summary>All blocks; their eigenvalues together are the 2km eigenvalues of the Hessian.</summary>
    public IEnumerable<CurvatureBlock> Blocks()
    {
        for (var i = 0; i < LatentDimension; i++)
        {
            yield return Own(i);
            for (var j = i + 1; j < LatentDimension; j++) yield return Pair(i, j);
            for (var j = LatentDimension; j < DataDimension; j++) yield return Outside(i, j);
        }
    }

    /// <summary>
    ///   Component i with itself: (Aᵢᵢ, Bᵢᵢ), a change of scale. Nested dropout leaves the scale free: an exact null direction.
    /// </summary>
    public CurvatureBlock Own(int i)
    {
        var block = new CurvatureBlock(i, i, 2);
        block[0, 0] = 2 * scale * EncoderTerm(i, i);
        block[1, 1] = 2 * scale * DecoderTerm(i);
        block[0, 1] = block[1, 0] = 2 * scale * kept[i] * variances[i] * (2 * decoder[i] * encoder[i] - 1);
        return block;
    }

    /// <summary>Component i, learned, with j ≥ k, not learned: (Aᵢⱼ, Bᵢⱼ), a tilt of the subspace.</summary>
    public CurvatureBlock Outside(int i, int j)
    {
        var block = new CurvatureBlock(i, j, 2);
        block[0, 0] = 2 * scale * EncoderTerm(i, j);
        block[1, 1] = 2 * scale * DecoderTerm(i);
        block[0, 1] = block[1, 0] = -2 * scale * kept[i] * variances[j];
        return block;
    }

    /// <summary>Components i &lt; j &lt; k: (Aᵢⱼ, Aⱼᵢ, Bᵢⱼ, Bⱼᵢ), rotations and shears in their plane.</summary>
    public CurvatureBlock Pair(int i, int j)
    {
        var block = new CurvatureBlock(i, j, 4);
        block[0, 0] = 2 * scale * EncoderTerm(i, j);
        block[1, 1] = 2 * scale * EncoderTerm(j, i);
        block[2, 2] = 2 * scale * DecoderTerm(i);
        block[3, 3] = 2 * scale * DecoderTerm(j);
        // Only prefixes that hold both couple them: P of the larger index.
        var (si, sj, both) = (variances[i], variances[j], kept[j]);
        block[0, 2] = block[2, 0] = 2 * scale * sj * (both * decoder[j] * encoder[j] - kept[i]);
        block[0, 3] = block[3, 0] = 2 * scale * sj * both * decoder[i] * encoder[j];
        block[1, 2] = block[2, 1] = 2 * scale * si * both * decoder[j] * encoder[i];
        block[1, 3] = block[3, 1] = 2 * scale * si * (both * decoder[i] * encoder[i] - kept[j]);
        return block;
    }

    private double EncoderTerm(int i, int j) =>
        kept[i] * decoder[i] * decoder[i] * variances[j] + encoderPenalties[i] + latentPenalty * variances[j];

    private double DecoderTerm(int i) => kept[i] * encoder[i] * encoder[i] * variances[i] + decoderPenalties[i];
}
