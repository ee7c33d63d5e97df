using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>A penalty of its own for each latent dimension (3): λᵢ with evenly spaced roots, or as listed.</summary>
/// <param name="SqrtPenaltyMin">√λ₁, positive.</param>
/// <param name="SqrtPenaltyMax">√λ_k, above √λ₁.</param>
/// <param name="Penalties">λ, k values, positive, strictly increasing; null: from their evenly spaced roots.</param>
public record NonUniformL2(
    double SqrtPenaltyMin = PenaltyRange.Min, double SqrtPenaltyMax = PenaltyRange.Max,
    IReadOnlyList<double>? Penalties = null) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
    [
        PenaltyRange.MinOption<NonUniformL2>(method => method.SqrtPenaltyMin, (method, value) => method with { SqrtPenaltyMin = value }),
        PenaltyRange.MaxOption<NonUniformL2>(method => method.SqrtPenaltyMax, (method, value) => method with { SqrtPenaltyMax = value }),
        Hyperparameter.Numbers<NonUniformL2>(
            "penalties", "all k ℓ₂ penalties, increasing, instead of a range of roots", method => method.Penalties,
            (method, value) => method with { Penalties = value }),
    ];

    /// <summary>√λ₁ of the ℓ₂ penalties.</summary>
    public double SqrtPenaltyMin { get; init => field = PenaltyRange.ValidMin(value); } = PenaltyRange.ValidMin(SqrtPenaltyMin);

    /// <summary>√λ_k of the ℓ₂ penalties; those between are evenly spaced.</summary>
    public double SqrtPenaltyMax { get; init => field = PenaltyRange.ValidMax(value); } = PenaltyRange.ValidMax(SqrtPenaltyMax);

    /// <summary>λ, listed one by one instead of by the range of their roots.</summary>
    public IReadOnlyList<double>? Penalties { get; init => field = ValidPenalties(value); } = ValidPenalties(Penalties);

    /// <inheritdoc/>
    public override string Name => "nonuniform-l2";

    /// <inheritdoc/>
    public override string Title => "Non-uniform ℓ₂";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <summary>Whether the other has equal penalties, also where both list theirs.</summary>
    public virtual bool Equals(NonUniformL2? other) => base.Equals(other)
        && SqrtPenaltyMin == other.SqrtPenaltyMin && SqrtPenaltyMax == other.SqrtPenaltyMax
        && (Penalties is null ? other.Penalties is null : other.Penalties is not null && Penalties.SequenceEqual(other.Penalties));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SqrtPenaltyMin, SqrtPenaltyMax, Penalties?.Count);

    /// <summary>λ, k values.</summary>
    public IReadOnlyList<double> PenaltiesFor(int latentDimension) =>
        Penalties ?? Penalty.EvenlySpacedRoots(latentDimension, SqrtPenaltyMin, SqrtPenaltyMax);

    /// <inheritdoc/>
    public override void RequireFits(int latentDimension)
    {
        if (Penalties is { } listed && listed.Count != latentDimension)
            throw new ArgumentException(
                $"{listed.Count} penalties are listed, but k is {latentDimension}; list one for each latent dimension");
        if (Penalties is null && latentDimension > 1 && SqrtPenaltyMin >= SqrtPenaltyMax)
            throw new ArgumentException(FormattableString.Invariant(
                $"the roots of the penalties go from {SqrtPenaltyMin} to {SqrtPenaltyMax}; the largest must be above the smallest"));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> ExpectedGains(Spectrum spectrum, int latentDimension) =>
        Penalty.Gains(spectrum, PenaltiesFor(latentDimension));

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit)
    {
        // Increasing still, where both roots are cut off.
        var largest = PenaltyRange.InUnits(SqrtPenaltyMax, unit);
        var smallest = Math.Min(SqrtPenaltyMin / unit, largest * SqrtPenaltyMin / SqrtPenaltyMax);
        return this with
        {
            SqrtPenaltyMin = smallest,
            SqrtPenaltyMax = largest,
            Penalties = Penalties is null ? null : [.. Penalties.Select(penalty => penalty / unit / unit)],
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None, GaugeKind.Rotation];

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer) =>
        PenalizedRate(spectrum, optimizer, latentDimension, PenaltiesFor(latentDimension)[^1], scaleFree: 1e-2);

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension) => new NonUniformL2<T>(PenaltiesFor(latentDimension));

    internal static IReadOnlyList<double>? ValidPenalties(IReadOnlyList<double>? penalties)
    {
        for (var i = 0; i < penalties?.Count; i++)
            if (!(penalties[i] > (i == 0 ? 0 : penalties[i - 1])))
                throw new ArgumentException(
                    FormattableString.Invariant($"penalty {i + 1} is {penalties[i]}; penalties must be positive and strictly increasing"),
                    nameof(penalties));
        return penalties;
    }
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
        NonUniformL2.ValidPenalties(penalties);
        this.penalties = [.. penalties.Select(T.CreateTruncating)];
    }

    /// <inheritdoc/>
    public double Evaluate(MomentProducts<T> products, Weights<T> weights, Weights<T>? gradient, WorkerTeam team) =>
        reconstruction.Evaluate(products, weights, gradient, team) + Penalty.Add(penalties, weights, gradient);
}
