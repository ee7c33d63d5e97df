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

    private readonly double? tolerance;
    private readonly Residuals residuals;
    private readonly MomentRounding rounding;
    private readonly KnownSpectrum spectrum;
    private readonly SamplingError sampling;
    private readonly double[] errors;   // r
    private readonly JackknifeErrors? jackknife;
    private readonly double factor;     // from division by n to that by n − 1
    private readonly double freedom;

    private Certifier(Residuals residuals, MomentRounding rounding, KnownSpectrum spectrum, SampleFacts facts, double? tolerance,
        JackknifeErrors? jackknife)
    {
        (this.residuals, this.rounding, this.spectrum) = (residuals, rounding, spectrum);
        (this.tolerance, this.jackknife) = (tolerance, jackknife);
        freedom = facts.EffectiveCount - (facts.IsCentered ? 1 : 0);
        factor = facts.EffectiveCount / (facts.EffectiveCount - 1);
        sampling = new(spectrum.Estimates, freedom);
        errors = [.. residuals.Norms.Zip(residuals.Values, (norm, value) => norm + rounding.OfProduct(spectrum.Largest, value))];
    }

    private int Count => errors.Length;

    /// <summary>For vectors and data.</summary>
    /// <param name="vectors">k × m, orthonormal rows.</param>
    /// <param name="moments">The data's.</param>
    /// <param name="options">What to look at.</param>
    /// <param name="facts">What the moments cannot know of the samples.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="spectrum">What is known of the eigenvalues; none: all that the moments have.</param>
    /// <param name="found">What the search knows that found the vectors; none: a product with Σ tells.</param>
    public static Certifier Of(
        ReadOnlyMatrix<double> vectors, DataMoments moments, CertifyOptions options, SampleFacts facts, WorkerTeam team,
        Func<MomentRounding, KnownSpectrum>? spectrum = null, RitzEstimate? found = null)
    {
        var rounding = MomentRounding.Of(moments, facts.Offset);
        var known = spectrum is null ? KnownSpectrum.Of(moments, rounding) : spectrum(rounding);
        var residuals = found is null ? Residuals.Of(vectors, moments, team) : Residuals.Of(found);
        // Of weighted rows a shard's mean, and its share of the weights, are not known here; of a sum the shards are not.
        var shards = options.Jackknife && moments.HasRows && facts.EffectiveCount == moments.Count
            ? found is not null && moments.RowsInEigenbasis(team) is { } rows
                ? Jackknife.InEigenbasis(rows, vectors.Rows, known, team) : Jackknife.Of(moments, vectors, residuals, known, team)
            : null;
        return new(residuals, rounding, known, facts, options.Tolerance, shards);
    }

    /// <summary>Whether a search has found all that there is to be found: no verdict would say that it has not yet.</summary>
    /// <remarks>
    ///   Of components that are one subspace with those behind the last, no angle is bounded: they are as good as the sample where what
    ///   they mix differs by less than a tenth of the sampling error of a variance, λ√(2/ν).
    /// </remarks>
    /// <param name="estimate">How far the search is.</param>
    /// <param name="moments">The data's, of which no more is read.</param>
    /// <param name="facts">What the moments cannot know of the samples.</param>
    /// <param name="tolerance">What a bound may be; null: a tenth of the sampling error.</param>
    public static bool IsEnough(RitzEstimate estimate, DataMoments moments, SampleFacts facts, double? tolerance)
    {
        var rounding = MomentRounding.Of(moments, facts.Offset);
        var spectrum = KnownSpectrum.OfLeading(estimate.Values, estimate.Residuals, nextBound: null, moments, rounding);
        var certifier = new Certifier(Residuals.Of(estimate), rounding, spectrum, facts, tolerance, jackknife: null);
        return certifier.Run().Components.Index().All(one => certifier.IsEnough(one.Index, one.Item));
    }

    private bool IsEnough(int i, ComponentCertificate component)
    {
        if (component.FirstOfSubspace == component.LastOfSubspace) return component.Verdict != ComponentVerdict.NotYet;
        var share = Verdict.ShareOfSampling;
        return component.LastOfSubspace >= Count
            ? errors[i] <= share * Math.Sqrt(2 / freedom) * residuals.Values[i]
            : component.SubspaceAngleBound <= (tolerance ?? share * (component.SubspaceSamplingAngle ?? 0));
    }

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
        return new Verdict(certificate, i, Count, tolerance, spectrum.Estimates[i] <= rounding.Sums).Applied();
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
