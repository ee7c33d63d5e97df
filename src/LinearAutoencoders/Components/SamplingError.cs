namespace LinearAutoencoders.Components;

/// <summary>How far the eigenvectors of a sample are off those of the population, if samples are normal (Anderson 1963).</summary>
/// <remarks>
///   The squared tangent of the angle between vⱼ and a subspace that holds it is, on average, the sum of λⱼλᵢ / (ν(λⱼ − λᵢ)²) over all i
///   outside.
/// </remarks>
/// <param name="eigenvalues">λ, all that are not 0, descending.</param>
/// <param name="freedom">ν: n − 1, or n of data that is not centred.</param>
internal sealed class SamplingError(double[] eigenvalues, double freedom)
{
    /// <summary>The 97.5th percentile of the standard normal distribution.</summary>
    private const double Normal = 1.959963984540054;

    /// <summary>The squared tangent of what to expect between a component and the subspace of those from first to last.</summary>
    public double SquaredTangent(int component, int first, int last)
    {
        var (own, sum) = (eigenvalues[component], 0.0);
        for (var i = 0; i < eigenvalues.Length; i++)
        {
            if (i == first) i = last + 1;
            if (i >= eigenvalues.Length) break;
            var gap = own - eigenvalues[i];
            sum += gap == 0 ? double.PositiveInfinity : own / gap * (eigenvalues[i] / gap);
        }
        return sum / freedom;
    }

    /// <summary>The expected angle itself.</summary>
    public double Angle(int component, int first, int last) => Math.Atan(Math.Sqrt(SquaredTangent(component, first, last)));

    /// <summary>Where the population's variance lies at 95 %, as multiples of the sample's: νλ̂/λ is χ² of ν degrees of freedom.</summary>
    /// <remarks>Its percentiles by Wilson and Hilferty (1931).</remarks>
    public (double Low, double High) Interval
    {
        get
        {
            var spread = 2 / (9 * freedom);
            double Quantile(double z) => Math.Pow(Math.Max(0, 1 - spread + z * Math.Sqrt(spread)), 3);
            return (1 / Quantile(Normal), 1 / Quantile(-Normal));
        }
    }
}
