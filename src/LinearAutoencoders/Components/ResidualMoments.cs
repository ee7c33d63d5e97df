using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>How the squared prediction error spreads: θₚ = Σᵢ λᵢᵖ over the variances λᵢ outside the components, p = 1, 2, 3.</summary>
/// <remarks>
///   Of normal samples SPE has the mean θ₁, the variance 2θ₂ and the third cumulant 8θ₃. Where the single λᵢ are not known, θ₁ and θ₂
///   come from SPE itself over the data: its mean, and half its variance; θ₃ is then not known.
/// </remarks>
/// <param name="First">θ₁.</param>
/// <param name="Second">θ₂.</param>
/// <param name="Third">θ₃; null: not known.</param>
public sealed record ResidualMoments(double First, double Second, double? Third)
{
    /// <summary>Those of variances outside the components.</summary>
    internal static ResidualMoments Of(IEnumerable<double> discarded)
    {
        var (first, second, third) = (0.0, 0.0, 0.0);
        foreach (var value in discarded) (first, second, third) = (first + value, second + value * value, third + value * value * value);
        return new(first, second, third);
    }

    /// <summary>Those of data, less some components; null where Σ's spectrum is not known, or its cubes are beyond all range.</summary>
    /// <param name="moments">The data's.</param>
    /// <param name="count">k.</param>
    /// <param name="factor">From Σ to variances: n / (n − 1).</param>
    internal static ResidualMoments? Of(DataMoments moments, int count, double factor) => moments.KnownEigenvalues is { } known
        && Of(known.Take(SpectrumRank.Of(known, moments.Dimension)).Skip(count).Select(value => value * factor)) is var found
        && double.IsFinite(found.Third!.Value) ? found : null;

    /// <summary>Once some components more are left out.</summary>
    internal ResidualMoments Add(IEnumerable<double> variances)
    {
        var added = Of(variances);
        return new(First + added.First, Second + added.Second, Third + added.Third);
    }

    /// <summary>What SPE stays below, and by which formula; null: nothing is left outside the components.</summary>
    /// <remarks>
    ///   Jackson and Mudholkar 1979, with h = 1 − 2θ₁θ₃/(3θ₂²) and z of the normal distribution:
    ///   θ₁ (z √(2θ₂h²)/θ₁ + 1 + θ₂h(h−1)/θ₁²)^(1/h). Where θ₃ is not known, or h is not positive, Box 1954: g χ² of θ₁²/θ₂ degrees of
    ///   freedom, g = θ₂/θ₁.
    /// </remarks>
    /// <param name="above">The share above, between 0 and 1.</param>
    internal (double Limit, string Formula)? Limit(double above)
    {
        if (!(First > 0 && Second > 0)) return null;
        // In units of θ₁, so that squares and cubes of very small and very large variances stay in range.
        var second = Second / First / First;
        if (Third is { } known)
        {
            var h = 1 - 2 * (known / First / First / First) / (3 * second * second);
            var root = 1 + Quantiles.Normal(above) * Math.Sqrt(2 * second) * h + second * h * (h - 1);
            if (h > 0 && root > 0) return (First * Math.Pow(root, 1 / h), "Jackson and Mudholkar's formula");
        }
        return (First * second * Quantiles.ChiSquare(above, 1 / second), "Box's scaled χ²");
    }
}
