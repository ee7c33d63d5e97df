using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Components;

/// <summary>What is known of the eigenvalues of Σ: estimates of all of them, and where the leading ones lie for sure.</summary>
internal sealed class KnownSpectrum
{
    private readonly double[] lower;
    private readonly double[] upper;

    private KnownSpectrum(IReadOnlyList<double> known, double[] lower, double[] upper, DataMoments moments, MomentRounding rounding,
        Completeness noneMissed)
    {
        (this.lower, this.upper, NoneMissed, KnownCount) = (lower, upper, noneMissed, known.Count);
        Largest = Math.Min(upper[0], rounding.Upper(moments.Trace));
        Estimates = [.. known.Select(value => Math.Max(0, value)), .. GeometricTail.Of(known, moments)];
    }

    /// <summary>Eigenvalues, descending: those known, and what the others may be. Behind the last given here all are 0.</summary>
    public double[] Estimates { get; }

    /// <summary>How many of the estimates are known.</summary>
    public int KnownCount { get; }

    /// <summary>How sure it is that no eigenvalue above those was missed.</summary>
    public Completeness NoneMissed { get; }

    /// <summary>An upper bound of λ₁.</summary>
    public double Largest { get; }

    /// <summary>For the components of some data: by the way in which its eigenpairs were found.</summary>
    public static KnownSpectrum Of(DataMoments moments, MomentRounding rounding, Eigenpairs? pairs = null) =>
        pairs is null or { Solver: EigenSolver.SecondMoment or EigenSolver.Gram } ? OfAll(moments, rounding)
        : OfLeading(pairs.Estimate.Values, pairs.Estimate.Residuals, pairs.NextBound, moments, rounding);

    /// <summary>λᵢ is not below it, i from 0; −1 and before: +∞.</summary>
    public double Lower(int i) => i < 0 ? double.PositiveInfinity : i < lower.Length ? lower[i] : 0;

    /// <summary>λᵢ is not above it; behind the last of all: −∞.</summary>
    public double Upper(int i) => i < upper.Length ? upper[i] : double.NegativeInfinity;

    /// <summary>All eigenvalues are known, to the error of a backward stable decomposition.</summary>
    private static KnownSpectrum OfAll(DataMoments moments, MomentRounding rounding)
    {
        var values = moments.Spectrum.Eigenvalues;
        var error = 2 * (Math.Min(moments.Count, moments.Dimension) + 10) * MomentRounding.U * values[0];
        return new(values, [.. values.Select(value => rounding.Lower(value - error))],
            [.. values.Select(value => rounding.Upper(value + error))], moments, rounding, Completeness.Proven);
    }

    /// <summary>The k leading eigenvalues are known from unit vectors and their residuals, and the one behind them is bounded.</summary>
    /// <remarks>
    ///   Each of the intervals θᵢ ± rᵢ holds an eigenvalue; s of them that overlap hold s, each within the root of their Σr² of its θ
    ///   (Kahan 1967). If no more than k eigenvalues lie above the bound, and all intervals do, then that is all of them. Of a search from
    ///   random vectors the same holds, with probability, of each number of leading intervals that lie above all others.
    /// </remarks>
    /// <param name="values">θ, descending, k + 1 values; the last is of the next eigenvalue, and only estimated.</param>
    /// <param name="residuals">r, of orthonormal vectors, as many.</param>
    /// <param name="nextBound">What at most k eigenvalues are above, by proof; null: θ + r of the last, with probability.</param>
    /// <param name="moments">The data.</param>
    /// <param name="rounding">Of Σ.</param>
    internal static KnownSpectrum OfLeading(
        IReadOnlyList<double> values, IReadOnlyList<double> residuals, double? nextBound, DataMoments moments, MomentRounding rounding)
    {
        var k = values.Count - 1;
        var next = nextBound ?? values[k] + residuals[k];
        var (lower, upper) = (new double[k], new double[k + 1]);
        upper[k] = double.IsNegativeInfinity(next) ? next : rounding.Upper(next);
        var counted = Counted(values, residuals, next, nextBound is not null);
        // Behind those that are counted, no eigenvalue is above what the search has there.
        var most = nextBound is not null ? double.PositiveInfinity
            : rounding.Upper(Enumerable.Range(counted, k + 1 - counted).Max(i => values[i] + residuals[i]));
        for (int first = 0, last; first < k; first = last + 1)
        {
            (last, var spread) = Overlapping(values, residuals, first, k);
            for (var i = first; i <= last; i++)
            {
                lower[i] = rounding.Lower(values[i] - spread);
                upper[i] = i < counted ? rounding.Upper(values[i] + spread) : most;
            }
        }
        return new([.. values], lower, upper, moments, rounding, nextBound is null ? Completeness.Probable : Completeness.Proven);
    }

    /// <summary>How many of the leading intervals lie above all others: with proof all or none, else as many as do.</summary>
    private static int Counted(IReadOnlyList<double> values, IReadOnlyList<double> residuals, double next, bool isProven)
    {
        var k = values.Count - 1;
        for (var count = k; count > 0; count = isProven ? 0 : count - 1)
        {
            var others = Enumerable.Range(count, k - count).Select(i => values[i] + residuals[i]).Append(next).Max();
            if (Enumerable.Range(0, count).Min(i => values[i] - residuals[i]) > others) return count;
        }
        return 0;
    }

    /// <summary>The last of the intervals that overlap in a chain from some one on, and how far their eigenvalues are off.</summary>
    private static (int Last, double Spread) Overlapping(IReadOnlyList<double> values, IReadOnlyList<double> residuals, int first, int k)
    {
        var last = first;
        double Spread() => Math.Sqrt(Enumerable.Range(first, last - first + 1).Sum(i => residuals[i] * residuals[i]));
        while (last + 1 < k && values[last] - Spread() <= values[last + 1] + residuals[last + 1]) last++;
        return (last, Spread());
    }
}
