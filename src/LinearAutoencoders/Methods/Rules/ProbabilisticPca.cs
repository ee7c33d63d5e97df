using System.Numerics;
using System.Numerics.Tensors;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Methods;

/// <summary>Probabilistic principal components, x = Wz + noise of variance σ², by expectation-maximization.</summary>
/// <remarks>
///   M = WᵀW + σ²I      W̃ = ΣW(σ²I + M⁻¹WᵀΣW)⁻¹      σ̃² = tr(Σ − ΣWM⁻¹W̃ᵀ)/m             Tipping and Bishop 1999, appendix B
///   Its maximum is W = U(Λ − σ²I)^½R for any rotation R, σ² the mean of the discarded eigenvalues. The encoder is the posterior mean's,
///   M⁻¹Wᵀ; its loss the negative log-likelihood of a sample.
/// </remarks>
public sealed record ProbabilisticPca : ExpectationMaximization
{
    /// <inheritdoc/>
    public override string Name => "ppca-em";

    /// <inheritdoc/>
    public override string Title => "Probabilistic PCA";

    /// <summary>log σ²: it starts at 0.</summary>
    public override IReadOnlyList<ExtraParameters> Extras(int latentDimension) => [new("log_sigma_squared", 1)];

    /// <inheritdoc/>
    /// <remarks>1 − σ²/σᵢ².</remarks>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return Penalty.Gains(spectrum, Enumerable.Repeat(spectrum.MeanDiscarded(latentDimension), latentDimension));
    }

    /// <inheritdoc/>
    public override IObjective<T>? CreateObjective<T>(int latentDimension) => new ProbabilisticPca<T>();

    /// <summary>The decoder is W in the axes of its singular value decomposition, the encoder M⁻¹Wᵀ.</summary>
    public override void ReadOut(Weights<double> weights, ISecondMoment<double> moment, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.DecoderTransposed.CopyTo(weights.Encoder);
        LatentAxes.RotateToDecoderAxes(weights, team);
        var noise = Math.Exp(weights.Extra[0]);
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            var row = weights.Encoder.Row(i);
            RowKernels.Scale(1 / (Vectors.SquaredNorm<double>(row) + noise), row);
        }
    }

    /// <summary>What expectation-maximization converges to, in closed form.</summary>
    /// <param name="leading">The k leading eigenpairs of Σ.</param>
    /// <param name="spectrum">For the variance that they leave.</param>
    /// <returns>Encoder, decoder, and log σ² as the one extra parameter.</returns>
    public static Weights<double> MaximumLikelihood(Eigenpairs leading, Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(leading);
        ArgumentNullException.ThrowIfNull(spectrum);
        var (k, noise) = (leading.Values.Count, spectrum.MeanDiscarded(leading.Values.Count));
        var weights = new Weights<double>(k, leading.Vectors.Columns, extraCount: 1);
        weights.Extra[0] = Math.Log(noise);
        leading.Vectors.CopyTo(weights.Encoder);
        leading.Vectors.CopyTo(weights.DecoderTransposed);
        for (var i = 0; i < k; i++)
        {
            var (value, length) = (leading.Values[i], Math.Sqrt(Math.Max(0, leading.Values[i] - noise)));
            RowKernels.Scale(length, weights.DecoderTransposed.Row(i));
            RowKernels.Scale(value > 0 ? length / value : 0, weights.Encoder.Row(i));
        }
        return weights;
    }

    /// <inheritdoc/>
    public override IUpdate<T> CreateUpdate<T>(UpdateContext<T> context) => new Update<T>(context, StepSize(context));

    private sealed class Update<T>(UpdateContext<T> context, StepRate<T> rate) : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        // σ² is a difference: what is left of it is at least its rounding.
        private static readonly double LeastShare = typeof(T) == typeof(float) ? 1e-7 : 1e-15;

        private readonly EmProducts<T> products = new(context.LatentDimension, context.Weights.DataDimension);
        private readonly Matrix<T> sum = new(context.LatentDimension, context.LatentDimension);

        public IReadOnlyList<StateArray> State => rate.State;

        public double? Step(Batch batch, Weights<T> weights, double lossBound)
        {
            var (moment, noise) = (context.Moment, Math.Exp(double.CreateTruncating(weights.Extra[0])));
            products.Compute(moment, weights, context.Team);
            for (var i = 0; i < sum.Rows; i++) products.Gram[i, i] += T.CreateTruncating(noise);
            TensorPrimitives.MultiplyAdd(
                products.Gram.AsSpan(), T.CreateTruncating(noise), products.Covariance.AsSpan(), sum.AsSpan());
            products.Whiten(sum, context.Team);
            // σ̃² = (tr Σ − ‖L⁻¹B‖²)/m
            var left = moment.Trace - Vectors.SquaredNorm<T>(products.Whitened.AsSpan());
            left = Math.Max(Math.Max(left, LeastShare * moment.Trace) / moment.DataDimension, 1e-300);
            var stepSize = rate.Next();
            products.Maximize(weights, stepSize, context.Team);
            weights.Extra[0] = T.CreateTruncating(Math.Log(noise + double.CreateTruncating(stepSize) * (left - noise)));
            return null;
        }
    }
}

/// <summary>Minus the log-likelihood of a sample under probabilistic PCA; the encoder is not looked at.</summary>
/// <remarks>
///   L = ½(m log 2π + log |K| + tr K⁻¹Σ), K = WWᵀ + σ²I = (I − WM⁻¹Wᵀ)⁻¹σ², σ² = exp s      Tipping and Bishop 1999, (4)
///   H = M⁻¹, C = WᵀΣW, G = WᵀW:   log |K| = (m − k)s + log |M|      tr K⁻¹Σ = (tr Σ − ⟨H, C⟩)/σ²
///   ∂L/∂Wᵀ = H((I + CH/σ²)Wᵀ − WᵀΣ/σ²)   (k × m)      ∂L/∂s = ½(m − ⟨H, G⟩ − (tr Σ − 2⟨H, C⟩ + ⟨CH, HG⟩)/σ²)
/// </remarks>
public sealed class ProbabilisticPca<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private InverseFactor<double> factor = new(0);
    private Matrix<double> m = new(0, 0);
    private Matrix<double> inverse = new(0, 0);
    private Matrix<double> covariance = new(0, 0);
    private Matrix<double> half = new(0, 0);
    private Matrix<T> first = new(0, 0);
    private Matrix<T> second = new(0, 0);

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        var (k, logNoise) = (weights.LatentDimension, double.CreateTruncating(weights.Extra[0]));
        var noise = Math.Exp(logNoise);
        Resize(k);
        Compute(products, weights, noise);
        var explained = Vectors.Dot(inverse, covariance);
        var logDeterminant = (products.DataDimension - k) * logNoise;
        foreach (var length in factor.Diagonal) logDeterminant += length > 0 ? 2 * Math.Log(length) : logNoise;
        if (gradient is not null) WriteGradient(products, weights, gradient, noise, team);
        return (products.DataDimension * Math.Log(2 * Math.PI) + logDeterminant + (products.Trace - explained) / noise) / 2;
    }

    private void Resize(int k)
    {
        if (m.Rows == k) return;
        factor = new(k);
        (m, inverse, covariance, half, first, second) = (new(k, k), new(k, k), new(k, k), new(k, k), new(k, k), new(k, k));
    }

    /// <summary>M, its inverse, and WᵀΣW.</summary>
    private void Compute(MomentProducts<T> products, Weights<T> weights, double noise)
    {
        for (var i = 0; i < m.Rows; i++)
            for (var j = 0; j < m.Rows; j++)
            {
                m[i, j] = double.CreateTruncating(products.DecoderGram[i, j]) + (i == j ? noise : 0);
                covariance[i, j] = Vectors.Dot<T>(products.DecoderMoment.Row(i), weights.DecoderTransposed.Row(j));
            }
        factor.Compute(m);
        MatrixProduct.MultiplyTransposed<double>(factor.Inverse, factor.Inverse, inverse, team: WorkerTeam.Alone);
    }

    private void WriteGradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, double noise, WorkerTeam team)
    {
        var k = m.Rows;
        gradient.Encoder.Clear();
        MatrixProduct.Multiply<double>(inverse, covariance, half, team: WorkerTeam.Alone);    // HC
        // tr K⁻¹ and tr K⁻¹ΣK⁻¹, times σ² and σ⁴; G = M − σ²I, so that HG = I − σ²H.
        double trace = products.DataDimension, square = products.Trace;
        for (var i = 0; i < k; i++)
        {
            trace -= 1 - noise * inverse[i, i];
            square -= half[i, i];
            for (var j = 0; j < k; j++) square -= noise * half[i, j] * inverse[j, i];
        }
        gradient.Extra[0] = T.CreateTruncating((trace - square / noise) / 2);

        MatrixProduct.Multiply<double>(half, inverse, m, team: WorkerTeam.Alone);             // HCH
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
            {
                first[i, j] = T.CreateTruncating(inverse[i, j] + m[i, j] / noise);
                second[i, j] = T.CreateTruncating(-inverse[i, j] / noise);
            }
        MatrixProduct.Multiply(first, weights.DecoderTransposed, gradient.DecoderTransposed, team: team);
        MatrixProduct.Multiply(second, products.DecoderMoment, gradient.DecoderTransposed, accumulate: true, team);
    }
}
