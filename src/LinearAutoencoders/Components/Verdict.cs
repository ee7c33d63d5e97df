using static System.FormattableString;

namespace LinearAutoencoders.Components;

/// <summary>What is said of a component, in a word and in a sentence, once its numbers are there.</summary>
/// <param name="certificate">The numbers.</param>
/// <param name="component">Its number, from 0.</param>
/// <param name="count">k.</param>
/// <param name="tolerance">What its bound may be; null: by its sampling error.</param>
/// <param name="isEmpty">Whether it has no variance.</param>
internal sealed class Verdict(ComponentCertificate certificate, int component, int count, double? tolerance, bool isEmpty)
{
    private const double LeastTolerance = 1e-6;

    /// <summary>A bound a tenth of the sampling error adds half a percent to it.</summary>
    public const double ShareOfSampling = 0.1;

    private double Allowed => tolerance ?? Math.Max(LeastTolerance, ShareOfSampling * (certificate.SamplingAngle ?? 0));

    private bool IsAxis => certificate.FirstOfSubspace == certificate.LastOfSubspace;

    /// <summary>The certificate with both.</summary>
    public ComponentCertificate Applied()
    {
        var (verdict, explanation) = isEmpty ? (ComponentVerdict.NotSeparable, Empty)
            : !IsAxis ? (ComponentVerdict.NotSeparable, Together)
            : certificate.AngleBound <= Allowed ? (ComponentVerdict.Converged, Trusted)
            : (ComponentVerdict.NotYet, Needed);
        return certificate with { Verdict = verdict, Explanation = explanation };
    }

    private static string Empty => "the data has no variance along it; any direction at right angles to those before would do";

    private string Trusted => $"at most {AngleText.Degrees(certificate.AngleBound)} off the eigenvector of this data{Sampled}";

    private string Sampled => certificate.SamplingAngle is { } angle
        ? $"; about {AngleText.Degrees(angle)} off that of the population" : "";

    private string Together => certificate.LastOfSubspace >= count
        ? Invariant($"{Range(count)} and those behind are one subspace, {Cause}; fit more components to see where it ends, or fewer")
        : $"{Range(certificate.LastOfSubspace + 1)} are one subspace, {Cause}{Within}";

    private string Within => certificate.SubspaceSamplingAngle is { } angle
        ? Invariant($"; component {component + 1} is about {AngleText.Degrees(angle)} off that of the population") : "";

    // Rounding hides a gap only where it is as large.
    private string Cause => certificate.Rounding >= (certificate.Gap ?? 0)
        ? "as rounding hides how their variances differ"
        : "as their variances are too near each other for so few samples";

    private string Needed
    {
        get
        {
            var start = $"it may be {AngleText.Degrees(certificate.AngleBound)} off the eigenvector of this data";
            var allowed = (certificate.Gap ?? 0) * Math.Sin(Math.Min(Allowed, Math.PI / 2));
            if (certificate.Rounding >= allowed)
                return $"{start}, as its values are rounded; store them in double precision, with a smaller offset, or ask for less";
            var wanted = Invariant($"{allowed - certificate.Rounding:0.#e0}, not {certificate.Residual:0.#e0}");
            return $"{start}; needs a residual of {wanted}: more passes or epochs";
        }
    }

    private string Range(int last) => last - certificate.FirstOfSubspace > 1
        ? Invariant($"components {certificate.FirstOfSubspace + 1}-{last}")
        : Invariant($"component {component + 1}");
}
