using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Components;

/// <summary>What eigenvalues may be that nobody computed: they fall by one factor each, from the last known, and keep the trace.</summary>
/// <remarks>θ, θq, θq² … of which T = tr Σ − sum of the known ones is the sum, as far as no more are there than the data has.</remarks>
internal static class GeometricTail
{
    private const double Negligible = 1e-6;

    /// <summary>Those behind the known ones; nothing, where all are known.</summary>
    public static IEnumerable<double> Of(IReadOnlyList<double> known, DataMoments moments)
    {
        var count = Math.Min(moments.Count, moments.Dimension) - known.Count;
        var (largest, sum) = (known[^1], moments.Trace - known.Sum());
        if (count <= 0 || largest <= 0 || sum <= 0) yield break;
        var factor = Factor(sum / largest, count);
        var value = largest;
        for (var i = 0; i < count && value > Negligible * largest; i++, value *= factor) yield return value;
    }

    /// <summary>q of 1 + q + … of so many terms; 1, where even that is not enough.</summary>
    private static double Factor(double sum, long count)
    {
        if (sum >= count) return 1;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if ((1 - Math.Pow(middle, count)) / (1 - middle) < sum) low = middle;
            else high = middle;
        }
        return low;
    }
}
