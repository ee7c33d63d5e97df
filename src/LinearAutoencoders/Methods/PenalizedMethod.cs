using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Methods;

/// <summary>A reconstruction loss with ℓ₂ penalties on the weights, and where these come from.</summary>
/// <remarks>
///   Listed one by one, or with evenly spaced roots, they are in the square of the data's unit: what is right for one scale is nothing, or
///   everything, for another. Where neither is given they follow the spectrum: those that are best at the minimum (16), so that data times
///   a factor is learned as the data is. The paper's own, √λ from 0.1 to 0.9, are <see cref="PaperMin"/> and <see cref="PaperMax"/>.
/// </remarks>
/// <param name="SqrtPenaltyMin">√λ₁, positive; null: the paper's, or as the spectrum has it.</param>
/// <param name="SqrtPenaltyMax">√λ_k, positive; null: the paper's, or as the spectrum has it.</param>
/// <param name="Penalties">λ, k values, positive, strictly increasing; null: from their evenly spaced roots, or from the spectrum.</param>
public abstract record PenalizedMethod(
    double? SqrtPenaltyMin = null, double? SqrtPenaltyMax = null, IReadOnlyList<double>? Penalties = null) : GradientMethod
{
    /// <summary>√λ₁ of the paper's experiments.</summary>
    public const double PaperMin = 0.1;

    /// <summary>√λ_k of the paper's experiments on MNIST.</summary>
    public const double PaperMax = 0.9;

    /// <summary>
    ///   The share of σ_k² that the penalties of a spectrum keep from 0 and from σ_k²: with 1e-3, that of (16) to three digits, component k
    ///   keeps 1e-3 of its variance and grows a hundred times slower; with 0.3 all axes turn more slowly.
    /// </summary>
    internal const double Margin = 0.1;

    /// <summary>A variance that is nothing beside the first still bounds the penalties above 0.</summary>
    internal const double LeastShare = 1e-9;

    private const string Optimal = "optimal", Paper = "paper";

    private static readonly Hyperparameter[] Settings =
    [
        Hyperparameter.OptionalNumber<PenalizedMethod>(
            "sqrt-penalty-min", "root of the smallest ℓ₂ penalty, in the data's unit", method => method.SqrtPenaltyMin,
            (method, value) => method with { SqrtPenaltyMin = value }),
        Hyperparameter.OptionalNumber<PenalizedMethod>(
            "sqrt-penalty-max", "root of the largest; those between are evenly spaced", method => method.SqrtPenaltyMax,
            (method, value) => method with { SqrtPenaltyMax = value }),
        Hyperparameter.NumbersOr<PenalizedMethod>(
            "penalties", "all k ℓ₂ penalties, increasing; optimal: best for the spectrum; paper: roots from 0.1 to 0.9 "
                + "[paper on its data, else optimal]", [Optimal, Paper], method => method.Penalties,
            (method, value) => method with { Penalties = value },
            (method, choice) => choice == Paper ? method.WithPapersRange() : method.WithOptimal()),
    ];

    /// <summary>√λ₁ of the penalties; null where it is not given.</summary>
    public double? SqrtPenaltyMin { get; init => field = Valid(value, "smallest"); } = Valid(SqrtPenaltyMin, "smallest");

    /// <summary>√λ_k of the penalties; those between are evenly spaced; null where it is not given.</summary>
    public double? SqrtPenaltyMax { get; init => field = Valid(value, "largest"); } = Valid(SqrtPenaltyMax, "largest");

    /// <summary>λ, listed one by one instead of by the range of their roots.</summary>
    public IReadOnlyList<double>? Penalties { get; init => field = Penalty.Increasing(value); } = Penalty.Increasing(Penalties);

    /// <summary>Whether those of the spectrum were asked for, where something else is the default.</summary>
    internal bool AsksForOptimal { get; private init; }

    /// <inheritdoc/>
    public override MethodOrigin Origin => MethodOrigin.Paper;

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters => Settings;

    /// <inheritdoc/>
    public override IReadOnlyList<GaugeKind> Gauges => [GaugeKind.None, GaugeKind.Rotation];

    /// <summary>Whether neither penalties nor a range of their roots are given.</summary>
    public bool FollowsSpectrum => Penalties is null && SqrtPenaltyMin is null && SqrtPenaltyMax is null;

    /// <summary>Whether the other has equal penalties, also where both list theirs.</summary>
    public virtual bool Equals(PenalizedMethod? other) => base.Equals(other)
        && SqrtPenaltyMin == other.SqrtPenaltyMin && SqrtPenaltyMax == other.SqrtPenaltyMax && AsksForOptimal == other.AsksForOptimal
        && (Penalties is null ? other.Penalties is null : other.Penalties is not null && Penalties.SequenceEqual(other.Penalties));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SqrtPenaltyMin, SqrtPenaltyMax, Penalties?.Count);

    /// <inheritdoc/>
    public override void RequireFits(int latentDimension)
    {
        if (Penalties is { } listed && listed.Count != latentDimension)
            throw new ArgumentException(
                $"{listed.Count} penalties are listed, but k is {latentDimension}; list one for each latent dimension");
    }

    /// <summary>λ, k values, where they are given.</summary>
    /// <exception cref="InvalidOperationException">They follow the spectrum; ask <see cref="ForSpectrum"/> first.</exception>
    public IReadOnlyList<double> PenaltiesFor(int latentDimension) => Penalties
        ?? (FollowsSpectrum
            ? throw new InvalidOperationException(
                $"the penalties of {Name} follow the spectrum of the data; take {nameof(ForSpectrum)}, or give it penalties or their roots")
            : Penalty.EvenlySpacedRoots(latentDimension, SqrtPenaltyMin ?? PaperMin, SqrtPenaltyMax ?? PaperMax));

    /// <inheritdoc/>
    public override Method ForSpectrum(Spectrum spectrum, int latentDimension) =>
        FollowsSpectrum ? this with { Penalties = BestFor(spectrum, latentDimension), AsksForOptimal = false } : this;

    /// <summary>λ, k values, given or of a spectrum.</summary>
    public IReadOnlyList<double> PenaltiesFor(Spectrum spectrum, int latentDimension) =>
        FollowsSpectrum ? BestFor(spectrum, latentDimension) : PenaltiesFor(latentDimension);

    /// <inheritdoc/>
    public override Method InUnitsOf(double unit)
    {
        var listed = this with { Penalties = Penalties is null ? null : [.. Penalties.Select(penalty => penalty / unit / unit)] };
        if (SqrtPenaltyMin is null && SqrtPenaltyMax is null) return listed;
        var (min, max) = (SqrtPenaltyMin ?? PaperMin, SqrtPenaltyMax ?? PaperMax);
        // A penalty far above all variances leaves nothing, how far ever: it stays a number. Increasing still, where both are cut off.
        var largest = Math.Min(max / unit, 1e12);
        return listed with { SqrtPenaltyMin = Math.Min(min / unit, largest * min / max), SqrtPenaltyMax = largest };
    }

    /// <summary>The same method with the penalties of the paper's experiments on MNIST.</summary>
    internal PenalizedMethod WithPapersRange() =>
        this with { SqrtPenaltyMin = PaperMin, SqrtPenaltyMax = PaperMax, Penalties = null, AsksForOptimal = false };

    private PenalizedMethod WithOptimal() =>
        this with { SqrtPenaltyMin = null, SqrtPenaltyMax = null, Penalties = null, AsksForOptimal = true };

    private static double[] BestFor(Spectrum spectrum, int latentDimension)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var least = spectrum.Largest > 0 ? LeastShare * spectrum.Largest : 1;
        return OptimalPenalties.For([.. spectrum.Eigenvalues.Select(value => Math.Max(value, least))], latentDimension, Margin);
    }

    private static double? Valid(double? root, string which) =>
        root is { } value ? Require.Positive(value, $"the {which} root of a penalty") : null;
}
