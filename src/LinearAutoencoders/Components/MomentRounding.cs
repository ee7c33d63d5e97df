using LinearAutoencoders.Moments;

namespace LinearAutoencoders.Components;

/// <summary>How far the Σ at hand may be off that of the data before anything was rounded.</summary>
/// <remarks>
///   A chain of r products has an error below r·u·Σ|xy|, and ‖ |X|ᵀ|X| ‖ ≤ n tr Σ, so that of every sum is a multiple of u tr Σ in norm
///   (Higham 2002, section 3.1). Values stored with a relative rounding ε are X + E, ‖E‖ ≤ √n e, where e = ε · rms norm of the rows as
///   stored, before centring: Σ then moves by (XᵀE + EᵀX + EᵀE)/n, and its singular values by e (Weyl).
/// </remarks>
/// <param name="Sums">The norm of the error of Σ, and of products with it, by sums in double precision.</param>
/// <param name="Stored">e.</param>
internal sealed record MomentRounding(double Sums, double Stored)
{
    /// <summary>Half a unit in the last place of 1.</summary>
    public const double U = 1.0 / (1L << 53);

    /// <summary>For the moments of a source.</summary>
    /// <param name="moments">The moments.</param>
    /// <param name="offset">The squared norm of what was subtracted from each row.</param>
    public static MomentRounding Of(DataMoments moments, double offset) => new(
        OfSums(moments, offset), moments.Source.RelativeRounding * Math.Sqrt(moments.Trace + offset));

    /// <summary>What ‖(Σ − Σ')v‖ is not above, for a unit v of variance θ.</summary>
    /// <param name="largest">λ₁, an upper bound.</param>
    /// <param name="value">θ.</param>
    public double OfProduct(double largest, double value) => Sums + Spread(Math.Sqrt(Math.Max(0, largest)), Math.Sqrt(Math.Max(0, value)));

    /// <summary>The least that an eigenvalue of the data itself can be.</summary>
    public double Lower(double eigenvalue)
    {
        var singular = Math.Max(0, Math.Sqrt(Math.Max(0, eigenvalue - Sums)) - Stored);
        return singular * singular;
    }

    /// <summary>The most.</summary>
    public double Upper(double eigenvalue)
    {
        var most = Math.Max(0, eigenvalue + Sums);
        return most + Spread(Math.Sqrt(most), Math.Sqrt(most));
    }

    private double Spread(double left, double right) => (left + right + Stored) * Stored;

    private static double OfSums(DataMoments moments, double offset)
    {
        var (n, m) = ((double)moments.Count, moments.Dimension);
        // Of a mean that is off by a few units in its last place.
        var (trace, wrongMean) = (moments.Trace, 64 * U * U * offset);
        // A product with m values and another with n, in the Gram matrix or when Σ is applied.
        if (moments.IsWide) return (2 * (n + m) + 32) * U * trace + wrongMean;
        var layout = ChunkLayout.For(m);
        var rows = Math.Min(n, layout.Rows);
        // The sums of a chunk run about a shift that may lie off its mean: they are so many times larger, at most.
        var shifted = Math.Ceiling(rows / Math.Min(n, layout.ShiftRows));
        var levels = Math.Ceiling(Math.Log2(Math.Ceiling(n / rows)));
        var between = 4 * levels * U * Math.Sqrt(trace) * Math.Sqrt(offset);
        return (3 * rows * shifted + 8 * levels + 2 * m + 32) * U * trace + between + wrongMean;
    }
}
