using System.Numerics;
using System.Runtime.InteropServices;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>The plain reconstruction loss (1): finds the subspace, never the components.</summary>
public sealed record Reconstruction : GradientMethod
{
    /// <inheritdoc/>
    public override string Name => "reconstruction";

    /// <inheritdoc/>
    public override string Title => "Reconstruction only";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Subspace;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        RateOf(spectrum, optimizer, 0.15 / spectrum.Largest, scaleFree: 1e-3);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new Reconstruction<T>();

    /// <summary>tr Σ − 2⟨W₁Σ, W₂ᵀ⟩ + ⟨W₂ᵀW₂, W₁ΣW₁ᵀ⟩, for objectives that contain it and for reports; sums in double precision.</summary>
    public static double Loss<T>(MomentProducts<T> products, Weights<T> weights) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(weights);
        var coupling = 0.0;
        for (var i = 0; i < weights.LatentDimension; i++) coupling += products.Coupling(weights, i);
        return products.Trace - 2 * coupling + Vectors.Dot(products.DecoderGram, products.LatentCovariance);
    }
}

/// <summary>The plain reconstruction loss, ‖X − XW₁ᵀW₂ᵀ‖² / n.</summary>
/// <remarks>
///   L₀ = tr Σ − 2⟨W₁Σ, W₂ᵀ⟩ + ⟨W₂ᵀW₂, W₁ΣW₁ᵀ⟩                                                  Bao et al. 2020, (1)
///   ∂L₀/∂W₁ = 2(W₂ᵀW₂·W₁Σ − W₂ᵀΣ)   (k × m)      ∂L₀/∂W₂ᵀ = 2(W₁ΣW₁ᵀ·W₂ᵀ − W₁Σ)   (k × m)
///   O(k²m) given the products; allocates nothing. Terms of the size of tr Σ cancel in the loss.
/// </remarks>
public sealed class Reconstruction<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly QuadraticGradient<T> quadratic = new();

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team)
    {
        if (gradient is not null)
        {
            var two = T.CreateTruncating(2);
            quadratic.Resize(weights.LatentDimension);
            if (products.HasOrthonormalDecoder)
            {
                WriteOrthonormal(products, weights, gradient, team);
                return Reconstruction.Loss(products, weights);
            }
            quadratic.SetGram(products.DecoderGram, two);
            quadratic.SetCovariance(products.LatentCovariance, two);
            quadratic.Write(products, weights, gradient, -two, team);
        }
        return Reconstruction.Loss(products, weights);
    }

    /// <summary>The gradient where W₂ᵀW₂ = I, at 2k²m flops less.</summary>
    private void WriteOrthonormal(MomentProducts<T> products, Weights<T> weights, Weights<T> gradient, WorkerTeam team)
    {
        var two = T.CreateTruncating(2);
        SetMoments(
            products.EncoderMoment.AsSpan(), products.DecoderMoment.AsSpan(), gradient.Encoder.AsSpan(),
            gradient.DecoderTransposed.AsSpan());
        quadratic.SetCovariance(products.LatentCovariance, two);
        MatrixProduct.Multiply(quadratic.Covariance, weights.DecoderTransposed, gradient.DecoderTransposed, accumulate: true, team);
    }

    /// <summary>2(W₁Σ − W₂ᵀΣ) and −2W₁Σ, in one pass.</summary>
    private static void SetMoments(ReadOnlySpan<T> ofEncoder, ReadOnlySpan<T> ofDecoder, Span<T> toEncoder, Span<T> toDecoder)
    {
        var encoder = MemoryMarshal.Cast<T, Vector<T>>(ofEncoder);
        var decoder = MemoryMarshal.Cast<T, Vector<T>>(ofDecoder);
        var difference = MemoryMarshal.Cast<T, Vector<T>>(toEncoder);
        var negative = MemoryMarshal.Cast<T, Vector<T>>(toDecoder);
        for (var i = 0; i < encoder.Length && i < decoder.Length && i < difference.Length && i < negative.Length; i++)
        {
            var twice = encoder[i] + encoder[i];
            difference[i] = twice - (decoder[i] + decoder[i]);
            negative[i] = -twice;
        }
        for (var i = encoder.Length * Vector<T>.Count; i < ofEncoder.Length; i++)
        {
            var twice = ofEncoder[i] + ofEncoder[i];
            toEncoder[i] = twice - (ofDecoder[i] + ofDecoder[i]);
            toDecoder[i] = -twice;
        }
    }
}
