using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Methods;

/// <summary>
///   The sum of the losses of all prefixes of the latent dimensions: ordered components at the minimum, each of a scale of its own.
/// </summary>
/// <remarks>
///   L = sumᵢ wᵢ‖X − XW₁ᵀIᵢW₂ᵀ‖²/n, Iᵢ the first i latent dimensions; all wᵢ 1, or listed. Oftadeh, Shen, Wang and Shell 2020, written
///   from memory of the paper and checked by where it converges. w = 1 is k times deterministic nested dropout with a uniform prior, a w
///   that sums to 1 the one with that prior.
/// </remarks>
/// <param name="PrefixWeights">w, positive; null: 1 each.</param>
public sealed record Oftadeh(IReadOnlyList<double>? PrefixWeights = null) : GradientMethod
{
    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.Numbers<Oftadeh>("prefix-weights", "weights of the losses of 1, 2, …, k latent dimensions; without, 1 each",
            method => method.PrefixWeights, (method, value) => method with { PrefixWeights = value }),
    ];

    /// <summary>w.</summary>
    public IReadOnlyList<double>? PrefixWeights { get; init => field = Valid(value); } = Valid(PrefixWeights);

    /// <inheritdoc/>
    public override string Name => "oftadeh";

    /// <inheritdoc/>
    public override string Title => "Sum of prefix losses";

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Related;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit) => this;

    /// <inheritdoc/>
    public override ScheduleKind PreferredSchedule(bool inBatches) => inBatches ? ScheduleKind.Cosine : ScheduleKind.Constant;

    /// <inheritdoc/>
    public override void RequireFits(int latentDimension)
    {
        if (PrefixWeights is { } listed && listed.Count != latentDimension)
            throw new ArgumentException(
                $"{listed.Count} prefix weights are listed, but k is {latentDimension}; list one for each latent dimension");
    }

    /// <inheritdoc/>
    public override double DefaultLearningRate(Spectrum spectrum, int latentDimension, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return RateOf(spectrum, optimizer, 0.15 / (spectrum.Largest * (PrefixWeights?.Sum() ?? latentDimension)), scaleFree: 1e-2);
    }

    /// <inheritdoc/>
    public override IObjective<T> CreateObjective<T>(int latentDimension)
    {
        var weights = PrefixWeights ?? [.. Enumerable.Repeat(1.0, latentDimension)];
        // What dimension i takes part in: the prefixes that are longer.
        return new DeterministicNestedDropout<T>([.. Enumerable.Range(0, latentDimension).Select(i => weights.Skip(i).Sum())]);
    }

    /// <summary>Whether the other has equal weights.</summary>
    public bool Equals(Oftadeh? other) => base.Equals(other)
        && (PrefixWeights is null ? other.PrefixWeights is null
            : other.PrefixWeights is not null && PrefixWeights.SequenceEqual(other.PrefixWeights));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), PrefixWeights?.Count);

    private static IReadOnlyList<double>? Valid(IReadOnlyList<double>? weights)
    {
        for (var i = 0; i < weights?.Count; i++) Require.Positive(weights[i], $"prefix weight {i + 1}");
        return weights;
    }
}
