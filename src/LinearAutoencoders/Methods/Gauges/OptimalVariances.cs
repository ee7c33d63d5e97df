using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The linear VAE's variances in closed form, given its weights.</summary>
/// <remarks>
///   dᵢ = σ²/(σ² + (W₂ᵀW₂)ᵢᵢ)      σ² = (L₀ + sumᵢ dᵢ(W₂ᵀW₂)ᵢᵢ)/m      in turns; L₀ is the reconstruction loss
///   Not a change of the latent space, but at the same place in a step: once the products are known, before the gradient.
/// </remarks>
/// <param name="leastNoise">The least σ².</param>
internal sealed class OptimalVariances<T>(double leastNoise) : IGauge<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Turns = 3;

    /// <inheritdoc/>
    public void Apply(MomentProducts<T> products, Weights<T> weights, IReadOnlyList<OptimizerMemory<T>> memory, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        var error = Reconstruction.Loss(products, weights);
        var extras = weights.Extra;
        var (noise, m) = (Math.Exp(double.CreateTruncating(extras[^1])), products.DataDimension);
        for (var turn = 0; turn < Turns; turn++)
        {
            var sum = error;
            for (var i = 0; i < weights.LatentDimension; i++)
            {
                var length = double.CreateTruncating(products.DecoderGram[i, i]);
                var variance = noise / (noise + length);
                sum += variance * length;
                extras[i] = T.CreateTruncating(Math.Log(variance));
            }
            noise = Math.Max(sum / m, leastNoise);
        }
        extras[^1] = T.CreateTruncating(Math.Log(noise));
    }
}
