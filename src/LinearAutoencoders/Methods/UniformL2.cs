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
public record UniformL2(double SqrtPenaltyMin = PenaltyRange.Min, double SqrtPenaltyMax = PenaltyRange.Max) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
    [
        PenaltyRange.MinOption<UniformL2>(method => method.SqrtPenaltyMin, (method, value) => method with { SqrtPenaltyMin = value }),
        PenaltyRange.MaxOption<UniformL2>(method => method.SqrtPenaltyMax, (method, value) => method with { SqrtPenaltyMax = value }),
    ];

    /// <summary>√λ₁ of the non-uniform penalties.</summary>
    public double SqrtPenaltyMin { get; init => field = PenaltyRange.ValidMin(value); } = PenaltyRange.ValidMin(SqrtPenaltyMin);

    /// <summary>√λ_k of the non-uniform penalties.</summary>
    public double SqrtPenaltyMax { get; init => field = PenaltyRange.ValidMax(value); } = PenaltyRange.ValidMax(SqrtPenaltyMax);

    /// <inheritdoc/>
    public override string Name => "uniform-l2";

    /// <inheritdoc/>
    public override string Title => "Uniform ℓ₂";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override SolutionKind Finds => SolutionKind.Subspace;

    /// <inheritdoc/>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        Penalty.Gains(spectrum, Enumerable.Repeat(PenaltyFor(latentDimension), latentDimension));

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) =>
        this with
        {
            SqrtPenaltyMin = PenaltyRange.InUnits(SqrtPenaltyMin, unit),
            SqrtPenaltyMax = PenaltyRange.InUnits(SqrtPenaltyMax, unit),
        };

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None, GaugeKind.Rotation];

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        PenalizedRate(spectrum, optimizer, latentDimension, PenaltyFor(latentDimension), scaleFree: 1e-3);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) =>
        new UniformL2<T>(PenaltyFor(latentDimension));

    /// <summary>λ.</summary>
    public double PenaltyFor(int latentDimension) => Penalty.UniformOf(latentDimension, SqrtPenaltyMin, SqrtPenaltyMax);
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
