using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A linear VAE with diagonal posterior covariance, trained on its analytic ELBO (appendix F).</summary>
public sealed record LinearVae : GradientMethod
{
    /// <inheritdoc/>
    public override string Name => "linear-vae";

    /// <inheritdoc/>
    public override string Title => "Linear VAE";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <summary>log d, k values, and log σ².</summary>
    public override IReadOnlyList<ExtraParameters> Extras(int latentDimension) =>
        [new("log_variances", latentDimension), new("log_sigma_squared", 1)];

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Axes;

    /// <inheritdoc/>
    /// <remarks>1 − σ²/σᵢ², σ² being the noise variance it ends at.</remarks>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return Penalty.Gains(spectrum, Enumerable.Repeat(spectrum.MeanDiscarded(latentDimension), latentDimension));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None, GaugeKind.Rotation];

    /// <inheritdoc/>
    private protected override bool RotatesEncoder => false;

    /// <inheritdoc/>
    /// <remarks>
    ///   The curvature is λ₁²/σ² for the encoder and 1/σ² for the decoder, σ² being the noise variance it ends at (the mean of the
    ///   discarded eigenvalues); for log σ² it is m/2 there, and tr Σ/2 at the start, where σ² is 1.
    /// </remarks>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var largest = spectrum.Largest;
        // No noise left over (k = m, or data within a subspace) would mean an infinite curvature.
        var noise = Math.Max(spectrum.MeanDiscarded(latentDimension), 1e-4 * largest);
        var curvature = Math.Max((largest * largest + 1) / noise, Math.Max(spectrum.Dimension, spectrum.Trace) / 2);
        return RateOf(spectrum, optimizer, 0.8 / curvature, scaleFree: 1e-3);
    }

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new LinearVae<T>();
}

/// <summary>Linear VAE with a diagonal posterior covariance that all samples share: the negative analytic ELBO per sample.</summary>
/// <remarks>
///   q(z|x) = N(W₁x, D), D = diag(d), dᵢ = exp lᵢ      p(x|z) = N(W₂z, σ²I), σ² = exp s      p(z) = N(0, I)
///   E  = sumᵢ dᵢ(W₂ᵀW₂)ᵢᵢ + ⟨W₁ΣW₁ᵀ, W₂ᵀW₂⟩ − 2⟨W₁Σ, W₂ᵀ⟩ + tr Σ
///   L  = ½(tr W₁ΣW₁ᵀ + sumᵢ(dᵢ − lᵢ − 1)) + E/(2σ²) + (m/2)(log 2π + s)                  Bao et al. 2020, appendix F
///   ∂L/∂W₁ = ((W₂ᵀW₂ + σ²I)·W₁Σ − W₂ᵀΣ)/σ²      ∂L/∂W₂ᵀ = ((W₁ΣW₁ᵀ + D)·W₂ᵀ − W₁Σ)/σ²   (both k × m)
///   ∂L/∂lᵢ = ½(dᵢ − 1) + dᵢ(W₂ᵀW₂)ᵢᵢ/(2σ²)      ∂L/∂s = m/2 − E/(2σ²)
///   Extras: l₁ … l_k, then s; all start at 0. Per sample where the appendix sums over n, and descent where it ascends; its DW
///   must read WD.
/// </remarks>
public sealed class LinearVae<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly QuadraticGradient<T> quadratic = new();

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        var error = ExpectedError(products, weights);
        if (gradient is not null) WriteGradient(products, weights, gradient, error, team);
        var divergence = 0.0;
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            var logVariance = LogVariance(weights, i);
            divergence += double.CreateTruncating(products.LatentCovariance[i, i]) + Math.Exp(logVariance) - logVariance - 1;
        }
        var logNoise = LogNoise(weights);
        return divergence / 2 + error / (2 * Math.Exp(logNoise)) + products.DataDimension / 2.0 * (Math.Log(2 * Math.PI) + logNoise);
    }

    private void WriteGradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, double error, WorkerTeam team)
    {
        var precision = Math.Exp(-LogNoise(weights));
        var factor = T.CreateTruncating(precision);
        quadratic.Resize(weights.LatentDimension);
        quadratic.SetGram(products.DecoderGram, factor);
        quadratic.SetCovariance(products.LatentCovariance, factor);
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            quadratic.Gram[i, i] += T.One;
            quadratic.Covariance[i, i] += T.CreateTruncating(precision * Math.Exp(LogVariance(weights, i)));
        }
        quadratic.Write(products, weights, gradient, -factor, team);
        WriteExtraGradient(products, weights, gradient.Extra, precision, error);
    }

    private static void WriteExtraGradient(MomentProducts<T> products, Weights<T> weights, Span<T> gradient, double precision, double error)
    {
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            var variance = Math.Exp(LogVariance(weights, i));
            var columnNorm = double.CreateTruncating(products.DecoderGram[i, i]);
            gradient[i] = T.CreateTruncating((variance - 1) / 2 + variance * columnNorm * precision / 2);
        }
        gradient[^1] = T.CreateTruncating((products.DataDimension - error * precision) / 2);
    }

    /// <summary>E: the expected squared error of a reconstruction from the posterior.</summary>
    private static double ExpectedError(MomentProducts<T> products, Weights<T> weights)
    {
        var spread = 0.0;
        for (var i = 0; i < weights.LatentDimension; i++)
            spread += Math.Exp(LogVariance(weights, i)) * double.CreateTruncating(products.DecoderGram[i, i]);
        return spread + Reconstruction.Loss(products, weights);
    }

    private static double LogVariance(Weights<T> weights, int i) => double.CreateTruncating(weights.Extra[i]);

    private static double LogNoise(Weights<T> weights) => double.CreateTruncating(weights.Extra[^1]);
}
