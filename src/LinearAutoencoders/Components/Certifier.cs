using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Holds orthonormal vectors against data: how far each is off an eigenvector of it, and of the population.</summary>
/// <remarks>
///   θ = vᵀΣv,  r = ‖Σv − θv‖ + rounding,  δ: the distance from θ to all eigenvalues but the component's own, by their bounds
///   <para>sin ∠(v, u) ≤ r/δ, and ‖sin ∠(V, U)‖ ≤ √(sum r²)/δ for a subspace, δ then from the range of its θ to all others
///   (Davis and Kahan 1970).</para>
/// </remarks>
internal sealed class Certifier
{
    /// <summary>How far VVᵀ may be off the identity of a model.</summary>
    private const double Orthonormality = 1e-8;

    private readonly CertifyOptions options;
    private readonly Residuals residuals;
    private readonly MomentRounding rounding;
    private readonly KnownSpectrum spectrum;
    private readonly SamplingError sampling;
    private readonly double[] errors;   // r
    private readonly JackknifeErrors? jackknife;
    private readonly double factor;     // from division by n to that by n − 1
    private readonly double freedom;

    /// <summary>Takes one product with Σ.</summary>
    /// <param name="vectors">k × m, orthonormal rows.</param>
    /// <param name="moments">The data's.</param>
    /// <param name="options">What to look at.</param>
    /// <param name="facts">What the moments cannot know of the samples.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="spectrum">What is known of the eigenvalues; none: all that the moments have.</param>
    public Certifier(
        ReadOnlyMatrix<double> vectors, DataMoments moments, CertifyOptions options, SampleFacts facts, WorkerTeam team,
        Func<MomentRounding, KnownSpectrum>? spectrum = null)
    {
        this.options = options;
        rounding = MomentRounding.Of(moments, facts.Offset);
        this.spectrum = spectrum is null ? KnownSpectrum.Of(moments, rounding) : spectrum(rounding);
        freedom = facts.EffectiveCount - (facts.IsCentered ? 1 : 0);
        factor = facts.EffectiveCount / (facts.EffectiveCount - 1);
        sampling = new(this.spectrum.Estimates, freedom);
        residuals = Residuals.Of(vectors, moments, team);
        // Of weighted rows a shard's mean, and its share of the weights, are not known here; of a sum the shards are not.
        if (options.Jackknife && moments.HasRows && facts.EffectiveCount == moments.Count)
            jackknife = Jackknife.Of(moments, vectors, this.spectrum, team);
        errors = [.. residuals.Norms.Zip(residuals.Values, (norm, value) => norm + rounding.OfProduct(this.spectrum.Largest, value))];
    }

    private int Count => errors.Length;

    /// <summary>The certificate.</summary>
    public Certificate Run()
    {
        var subspaces = new Separation(spectrum, rounding, sampling, Count).Subspaces();
        return new([.. subspaces.SelectMany(space => Enumerable.Range(space.First, Math.Min(space.Last + 1, Count) - space.First)
            .Select(i => Of(i, space)))], spectrum.NoneMissed);
    }

    private ComponentCertificate Of(int i, Subspace space)
    {
        var (low, high) = sampling.Interval;
        var (hasSample, isOpen) = (freedom > 0, space.IsOpen(Count));
        var gap = Math.Min(Distance(i, i), double.MaxValue);
        var certificate = new ComponentCertificate
        {
            Verdict = ComponentVerdict.Converged,
            Explanation = "",
            Residual = residuals.Norms[i] * factor,
            Rounding = rounding.OfProduct(spectrum.Largest, residuals.Values[i]) * factor,
            Gap = gap < double.MaxValue ? Math.Max(0, gap) * factor : null,
            AngleBound = Angle(i, i),
            SamplingAngle = hasSample ? sampling.Angle(i, i, i) : null,
            VarianceLow = hasSample ? residuals.Values[i] * factor * low : null,
            VarianceHigh = hasSample ? Finite(residuals.Values[i] * factor * high) : null,
            JackknifeAngle = Finite(jackknife?.Angles[i]),
            JackknifeVarianceLow = Finite(residuals.Values[i] * factor / jackknife?.VarianceRatio(i)),
            JackknifeVarianceHigh = Finite(residuals.Values[i] * factor * jackknife?.VarianceRatio(i)),
            FirstOfSubspace = space.First,
            LastOfSubspace = space.Last,
            SubspaceAngleBound = isOpen ? Math.PI / 2 : Angle(space.First, space.Last),
            SubspaceSamplingAngle = hasSample && !isOpen ? sampling.Angle(i, space.First, space.Last) : null,
        };
        return new Verdict(certificate, i, Count, options.Tolerance, spectrum.Estimates[i] <= rounding.Sums).Applied();
    }

    // Of a component without variance nothing is known; two samples leave the largest variance without a bound.
    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;

    /// <summary>The bound of the angle between the span of some vectors and that of the eigenvectors of their numbers.</summary>
    private double Angle(int first, int last)
    {
        var distance = Distance(first, last);
        if (double.IsPositiveInfinity(distance)) return 0;
        if (!(distance > 0)) return Math.PI / 2;
        var squares = 0.0;
        for (var i = first; i <= last; i++) squares += errors[i] / distance * (errors[i] / distance);
        var sine = Math.Sqrt(squares) / (1 - Orthonormality);
        return sine < 1 ? Math.Asin(sine) : Math.PI / 2;
    }

    /// <summary>From the range of some values to where the nearest other eigenvalue may lie; +∞: there is no other.</summary>
    private double Distance(int first, int last)
    {
        var values = residuals.Values.AsSpan(first, last - first + 1);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        return Math.Min(spectrum.Lower(first - 1) - highest, lowest - spectrum.Upper(last + 1));
    }
}
