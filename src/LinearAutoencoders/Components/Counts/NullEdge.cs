namespace LinearAutoencoders.Components;

/// <summary>How large the largest variance of normal data without correlation becomes, for many samples and columns.</summary>
/// <remarks>
///   With α above all dⱼ such that Σⱼ (dⱼ/(α − dⱼ))² = n, the largest eigenvalue of XᵀX/n is around μ = α (1 + 1/n Σⱼ dⱼ/(α − dⱼ)), and
///   n^(2/3) times its distance from there, over σ = α (1 + 1/n Σⱼ (dⱼ/(α − dⱼ))³)^(1/3), follows the law of Tracy and Widom (Johnstone
///   2001; columns of different variances: El Karoui 2007, Lee and Schnelli 2016). For equal dⱼ, μ is Marchenko and Pastur's edge
///   d (1 + √(m/n))². A single dⱼ far above all others has a normal law instead, whose quantile is somewhat lower than this one.
/// </remarks>
internal static class NullEdge
{
    // Of the law of Tracy and Widom for real data: 95 % lies below.
    private const double TracyWidom95 = 0.9793;

    /// <summary>95 % lie below.</summary>
    /// <param name="columnVariances">dⱼ, m of them, one of them positive.</param>
    /// <param name="degrees">n.</param>
    public static double Quantile95(double[] columnVariances, int degrees)
    {
        double n = degrees;
        var largest = columnVariances.Max();
        double Mean(double alpha, int power) => columnVariances.Sum(d => Math.Pow(d / (alpha - d), power)) / n;

        // The sum falls with α; it is n or more for the first of these, and n or less for the last.
        var (low, high) = (largest * (1 + 1 / Math.Sqrt(n)), largest * (1 + Math.Sqrt(columnVariances.Length / n)));
        for (var i = 0; i < 60; i++)
        {
            var middle = low + (high - low) / 2;
            if (Mean(middle, 2) > 1) low = middle;
            else high = middle;
        }
        var edge = high * (1 + Mean(high, 1));
        return edge + TracyWidom95 * high * Math.Cbrt(1 + Mean(high, 3)) * Math.Pow(n, -2.0 / 3);
    }
}
