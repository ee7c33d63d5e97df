using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   One ℓ₂ penalty for all latent dimensions (2): the square of the mean of the roots that the non-uniform penalties have.
/// </summary>
/// <param name="SqrtPenaltyMin">√λ₁ of those, positive.</param>
/// <param name="SqrtPenaltyMax">√λ_k of those, positive.</param>
/// <param name="Penalties">Those, k values, positive, strictly increasing; null: from their roots, or from the spectrum.</param>
public record UniformL2(
    double? SqrtPenaltyMin = null, double? SqrtPenaltyMax = null, IReadOnlyList<double>? Penalties = null)
    : PenalizedMethod(SqrtPenaltyMin, SqrtPenaltyMax, Penalties)
{
    /// <summary>With the penalty of the paper's experiments on MNIST.</summary>
    public static UniformL2 Paper { get; } = new(PaperMin, PaperMax);

    /// <inheritdoc/>
    public override string Name => "uniform-l2";

    /// <inheritdoc/>
    public override string Title => "Uniform ℓ₂";

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Subspace;

    /// <inheritdoc/>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        Penalty.Gains(spectrum, Enumerable.Repeat(PenaltyFor(spectrum, latentDimension), latentDimension));

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        PenalizedRate(spectrum, optimizer, latentDimension, PenaltyFor(spectrum, latentDimension), scaleFree: 1e-3);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new UniformL2<T>(PenaltyFor(latentDimension));

    /// <summary>λ, where the penalties it is made of are given.</summary>
    /// <exception cref="InvalidOperationException">They follow the spectrum.</exception>
    public double PenaltyFor(int latentDimension) => Penalty.UniformOf(PenaltiesFor(latentDimension));

    private double PenaltyFor(Spectrum spectrum, int latentDimension) =>
        Penalty.UniformOf(PenaltiesFor(spectrum, latentDimension));
}

/// <summary>Uniform ℓ₂: every weight pays the same λ. Its minima are the components up to a rotation.</summary>
/// <remarks>
///   L = L₀ + λ(‖W₁‖² + ‖W₂‖²)                                                                   Bao et al. 2020, (2)
///   ∂L/∂W₁ = ∂L₀/∂W₁ + 2λW₁   (k × m)      ∂L/∂W₂ᵀ = ∂L₀/∂W₂ᵀ + 2λW₂ᵀ   (k × m)
/// </remarks>
public sealed class UniformL2<T> : IObjective<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T penalty;
    private readonly Reconstruction<T> reconstruction = new();
    private T[] penalties = [];

    /// <summary>With penalty λ, not its root.</summary>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not a number.</exception>
    public UniformL2(double penalty)
    {
        if (!(penalty >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(penalty), FormattableString.Invariant($"the penalty is {penalty}; it must be 0 or more"));
        this.penalty = T.CreateTruncating(penalty);
    }

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team) =>
        reconstruction.Evaluate(products, weights, gradient, team) + Penalty.Add(PenaltiesOf(weights), weights, gradient);

    private ReadOnlySpan<T> PenaltiesOf(Weights<T> weights)
    {
        if (penalties.Length != weights.LatentDimension)
        {
            penalties = new T[weights.LatentDimension];
            Array.Fill(penalties, penalty);
        }
        return penalties;
    }
}
