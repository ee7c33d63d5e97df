using System.Numerics;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Training;

/// <summary>How much of a principal component the unit of its number has become.</summary>
public enum ComponentState
{
    /// <summary>Its direction is within 2.6° (|cos| of 0.999), its scale within 2 % of where the method takes it.</summary>
    Learned,

    /// <summary>It is on its way: nearer to one of the first k eigenvectors than to all others, but not there, or another's.</summary>
    Partly,

    /// <summary>It is no component yet, or nothing is left of it.</summary>
    NotLearned,
}

/// <summary>One unit of a trained autoencoder, held against the eigenvector of its number.</summary>
public sealed record LearnedComponent
{
    private const double AlignedCosine = 0.999, SameScale = 0.02, Tiny = 0.1;

    /// <summary>i, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>‖W₂[:,i]‖.</summary>
    public required double Length { get; init; }

    /// <summary>The variance of what the unit gives back of the data, ‖W₂[:,i]‖² · W₁ΣW₁ᵀ[i,i]: σᵢ² when it is the component.</summary>
    public required double Variance { get; init; }

    /// <summary>σᵢ², the variance along the i-th eigenvector.</summary>
    public required double Eigenvalue { get; init; }

    /// <summary>Which of the first k eigenvectors it is nearest to, counted from 1; null when it is nearer to none than 45°.</summary>
    public required int? Eigenvector { get; init; }

    /// <summary>|cos| of its angle to that one, or to the i-th.</summary>
    public required double Cosine { get; init; }

    /// <summary>|cos| of its angle to the i-th eigenvector.</summary>
    public required double OwnCosine { get; init; }

    /// <summary>How much of its component a converged unit of the method gives back: 1, or less where a penalty shrinks it.</summary>
    public required double ExpectedGain { get; init; }

    /// <summary>How much it gives back.</summary>
    public double Gain => Eigenvalue > 0 ? Math.Sqrt(Variance / Eigenvalue) : 0;

    /// <summary>Learned, on its way, or neither.</summary>
    public ComponentState State =>
        Eigenvector == Number && Cosine >= AlignedCosine && Math.Abs(Gain / ExpectedGain - 1) <= SameScale ? ComponentState.Learned
        : Eigenvector is null || !(Gain > Tiny * ExpectedGain) ? ComponentState.NotLearned
        : ComponentState.Partly;

    /// <summary>How far its direction is from the i-th eigenvector: the odds sin² / cos².</summary>
    internal double MissingDirection => Odds(1 - OwnCosine * OwnCosine);

    /// <summary>How far its scale is from the method's: the odds of what is missing of it; below 0 when it is above.</summary>
    internal double MissingScale => Odds(1 - Gain / ExpectedGain);

    /// <summary>Whether its direction is yet to form: what it gives back along the i-th eigenvector is less than half.</summary>
    internal bool IsGrowing => !(Gain * OwnCosine > 0.5 * ExpectedGain);

    /// <summary>
    ///   What a growing unit grows by: the decoder's part along the i-th eigenvector, squared. The encoder's variance would be that of the
    ///   directions it is going to lose.
    /// </summary>
    internal double OwnSquare => Length * OwnCosine * (Length * OwnCosine);

    internal const double AlignedOdds = 1 / (AlignedCosine * AlignedCosine) - 1;

    internal const double ScaledOdds = SameScale / (1 - SameScale);

    /// <summary>The units of weights.</summary>
    /// <param name="weights">In the coordinates of the meter.</param>
    /// <param name="products">At these weights.</param>
    /// <param name="meter">For the first k eigenvectors.</param>
    /// <param name="spectrum">Their eigenvalues.</param>
    /// <param name="gains">k values: <see cref="ExpectedGain"/>.</param>
    internal static IReadOnlyList<LearnedComponent> Of<T>(
        Weights<T> weights, MomentProducts<T> products, DistanceMeter meter, Spectrum spectrum, IReadOnlyList<double> gains)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var cosines = meter.Cosines(weights);
        return [.. Enumerable.Range(0, weights.LatentDimension).Select(i =>
        {
            var nearest = Enumerable.Range(0, cosines.Columns).MaxBy(j => cosines[i, j]);
            var isNear = cosines[i, nearest] * cosines[i, nearest] > 0.5;
            var square = Vectors.SquaredNorm<T>(weights.DecoderTransposed.Row(i));
            return new LearnedComponent
            {
                Number = i + 1,
                Length = Math.Sqrt(square),
                Variance = square * Math.Max(0, double.CreateTruncating(products.LatentCovariance[i, i])),
                Eigenvalue = Math.Max(0, spectrum.Eigenvalues[i]),
                Eigenvector = isNear ? nearest + 1 : null,
                Cosine = cosines[i, isNear ? nearest : i],
                OwnCosine = cosines[i, i],
                ExpectedGain = gains[i],
            };
        })];
    }

    private static double Odds(double missing) => missing / (1 - missing);
}
