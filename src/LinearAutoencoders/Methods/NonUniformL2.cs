using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   A penalty of its own for each latent dimension (3): λᵢ that are best for the data's spectrum, with evenly spaced roots, or as listed.
/// </summary>
/// <param name="SqrtPenaltyMin">√λ₁, positive.</param>
/// <param name="SqrtPenaltyMax">√λ_k, above √λ₁.</param>
/// <param name="Penalties">λ, k values, positive, strictly increasing; null: from their roots, or from the spectrum.</param>
public record NonUniformL2(
    double? SqrtPenaltyMin = null, double? SqrtPenaltyMax = null, IReadOnlyList<double>? Penalties = null)
    : PenalizedMethod(SqrtPenaltyMin, SqrtPenaltyMax, Penalties)
{
    /// <summary>With the penalties of the paper's experiments on MNIST.</summary>
    public static NonUniformL2 Paper { get; } = new(PaperMin, PaperMax);

    /// <inheritdoc/>
    public override string Name => "nonuniform-l2";

    /// <inheritdoc/>
    public override string Title => "Non-uniform ℓ₂";

    /// <inheritdoc/>
    public override void RequireFits(int latentDimension)
    {
        base.RequireFits(latentDimension);
        var (min, max) = (SqrtPenaltyMin ?? PaperMin, SqrtPenaltyMax ?? PaperMax);
        if (Penalties is null && latentDimension > 1 && min >= max)
            throw new ArgumentException(FormattableString.Invariant(
                $"the roots of the penalties go from {min} to {max}; the largest must be above the smallest"));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        Penalty.Gains(spectrum, PenaltiesFor(spectrum, latentDimension));

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        PenalizedRate(spectrum, optimizer, latentDimension, PenaltiesFor(spectrum, latentDimension)[^1], scaleFree: 1e-2);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new NonUniformL2<T>(PenaltiesFor(latentDimension));
}

/// <summary>Non-uniform ℓ₂: latent dimension i pays λᵢ for its encoder row and its decoder column.</summary>
/// <remarks>
///   L = L₀ + sumᵢ λᵢ(‖W₁[i,:]‖² + ‖W₂[:,i]‖²)                                                  Bao et al. 2020, (3)
///   ∂L/∂W₁ = ∂L₀/∂W₁ + 2ΛW₁   (k × m)      ∂L/∂W₂ᵀ = ∂L₀/∂W₂ᵀ + 2ΛW₂ᵀ   (k × m)
///   λᵢ itself; the authors' code keeps a list of √λᵢ.
/// </remarks>
public sealed class NonUniformL2<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] penalties;
    private readonly Reconstruction<T> reconstruction = new();

    /// <summary>With penalties λ.</summary>
    /// <param name="penalties">λ, k values, positive, strictly increasing. Theorem 2 also wants λ_k &lt; σ_k²; training does not.</param>
    /// <exception cref="ArgumentException">A penalty is not positive, or not above the one before it.</exception>
    public NonUniformL2(IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(penalties);
        Penalty.Increasing(penalties);
        this.penalties = [.. penalties.Select(T.CreateTruncating)];
    }

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team) =>
        reconstruction.Evaluate(products, weights, gradient, team) + Penalty.Add(penalties, weights, gradient);
}
