using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The rotation augmented gradient on the reconstruction loss (Algorithm 1).</summary>
public sealed record Rag : GradientMethod
{
    /// <inheritdoc/>
    public override string Name => "rag";

    /// <inheritdoc/>
    public override string Title => "Rotation augmented gradient";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.015 / spectrum.Largest, scaleFree: 1e-3);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <inheritdoc/>
    public override IReadOnlyList<IAugmentation<T>> CreateAugmentations<T>() => [new Rotation<T>()];
}

/// <summary>The rotation augmented gradient: turns the latent space towards uncorrelated latents of falling variance.</summary>
/// <remarks>
///   C = W₁ΣW₁ᵀ = YYᵀ/n      A = ½(strict upper triangle of C − strict lower triangle of C), so Aᵀ = −A      k × k
///   g₁ ← g₁ − A·W₁   (k × m)      g₂ ← g₂ + W₂·A, that is g₂ᵀ ← g₂ᵀ − A·W₂ᵀ   (k × m)         Bao et al. 2020, Algorithm 1
///   The term goes through the optimizer with the gradient, as in the authors' code; the paper states it without momentum.
///   It leaves W₂W₁ unchanged to first order (section 6.2). 4k²m flops; allocates nothing once k is known.
/// </remarks>
public sealed class Rotation<T> : IAugmentation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private Matrix<T> minusA = new(0, 0);

    /// <inheritdoc/>
    public void Apply(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(gradient);
        SetMinusA(products.LatentCovariance);
        MatrixProduct.Multiply(minusA, weights.Encoder, gradient.Encoder, accumulate: true, team);
        MatrixProduct.Multiply(minusA, weights.DecoderTransposed, gradient.DecoderTransposed, accumulate: true, team);
    }

    private void SetMinusA(Matrix<T> latentCovariance)
    {
        var k = latentCovariance.Rows;
        if (minusA.Rows != k) minusA = new Matrix<T>(k, k);
        var half = T.CreateTruncating(0.5);
        for (var i = 0; i < k; i++)
            for (var j = i + 1; j < k; j++)
            {
                // Both halves from the upper cell: rounding must not break the skew symmetry that conserves the loss.
                var a = half * latentCovariance[i, j];
                minusA[i, j] = -a;
                minusA[j, i] = a;
            }
    }
}
