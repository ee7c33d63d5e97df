using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Objectives;

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
    private readonly ScaledProducts<T> scaled = new();

    /// <inheritdoc/>
    public int ExtraCount(int latentDimension) => latentDimension + 1;

    /// <inheritdoc/>
    public double Loss(MomentProducts<T> products, Weights<T> weights)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        var divergence = 0.0;
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            var logVariance = LogVariance(weights, i);
            divergence += double.CreateTruncating(products.LatentCovariance[i, i]) + Math.Exp(logVariance) - logVariance - 1;
        }
        var logNoise = LogNoise(weights);
        return divergence / 2 + ExpectedError(products, weights) / (2 * Math.Exp(logNoise))
            + products.DataDimension / 2.0 * (Math.Log(2 * Math.PI) + logNoise);
    }

    /// <inheritdoc/>
    public void Gradient(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        var precision = Math.Exp(-LogNoise(weights));
        var factor = T.CreateTruncating(precision);
        scaled.Resize(weights.LatentDimension);
        scaled.SetGram(products.DecoderGram, factor);
        scaled.SetCovariance(products.LatentCovariance, factor);
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            scaled.Gram[i, i] += T.One;
            scaled.Covariance[i, i] += T.CreateTruncating(precision * Math.Exp(LogVariance(weights, i)));
        }
        scaled.Gradient(products, weights, gradient, -factor, team);
        ExtraGradient(products, weights, gradient.Extra, precision);
    }

    private static void ExtraGradient(MomentProducts<T> products, Weights<T> weights, Span<T> gradient, double precision)
    {
        for (var i = 0; i < weights.LatentDimension; i++)
        {
            var variance = Math.Exp(LogVariance(weights, i));
            var columnNorm = double.CreateTruncating(products.DecoderGram[i, i]);
            gradient[i] = T.CreateTruncating((variance - 1) / 2 + variance * columnNorm * precision / 2);
        }
        gradient[^1] = T.CreateTruncating((products.DataDimension - ExpectedError(products, weights) * precision) / 2);
    }

    /// <summary>E: the expected squared error of a reconstruction from the posterior.</summary>
    private static double ExpectedError(MomentProducts<T> products, Weights<T> weights)
    {
        var spread = 0.0;
        for (var i = 0; i < weights.LatentDimension; i++)
            spread += Math.Exp(LogVariance(weights, i)) * double.CreateTruncating(products.DecoderGram[i, i]);
        return spread + ReconstructionLoss.Of(products, weights);
    }

    private static double LogVariance(Weights<T> weights, int i) => double.CreateTruncating(weights.Extra[i]);

    private static double LogNoise(Weights<T> weights) => double.CreateTruncating(weights.Extra[^1]);
}
