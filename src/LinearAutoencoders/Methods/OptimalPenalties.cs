namespace LinearAutoencoders.Methods;

/// <summary>
///   The penalties that solve the min-max problem (16): they make the smallest rotation curvature at the minimum as large as can be.
/// </summary>
/// <remarks>
///   With ν = 1 − λ/σ², (16) asks for λ₁ &lt; … &lt; λ_k in (0, σ_k²) that maximise the smallest of
///   gⱼ = (λⱼ₊₁ − λⱼ)(νⱼ − νⱼ₊₁)/(νⱼ + νⱼ₊₁), j = 1 … k−1; pairs that are not neighbours are never smaller.
///   gⱼ grows with λⱼ₊₁ and falls with λⱼ. So for a common value g the smallest sequence from a given λ₁ follows term by term, its end
///   grows with g, and the best g is the one at which the end meets the upper limit: there all terms are equal, which is the proof of
///   optimality. The interval is open, and the best λ lie at its ends; a margin keeps λ₁ and what is learned of component k positive.
/// </remarks>
public static class OptimalPenalties
{
    /// <summary>The best λ, k values, ascending.</summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="latentDimension">k.</param>
    /// <param name="margin">λ lie in [margin · σ_k², (1 − margin) · σ_k²].</param>
    /// <exception cref="ArgumentException">k is out of range, or σ_k² is 0.</exception>
    public static double[] For(IReadOnlyList<double> eigenvalues, int latentDimension, double margin = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        if (latentDimension < 1 || latentDimension > eigenvalues.Count)
            throw new ArgumentException($"k is {latentDimension}; it must be from 1 to the {eigenvalues.Count} eigenvalues of the data");
        var last = eigenvalues[latentDimension - 1];
        if (!(last > 0)) throw new ArgumentException($"component {latentDimension} of the data has no variance; use a smaller k");
        if (margin is not (> 0 and < 0.5))
            throw new ArgumentOutOfRangeException(
                nameof(margin), FormattableString.Invariant($"the margin is {margin}; it must lie between 0 and 0.5"));
        var penalties = new double[latentDimension];
        penalties[0] = margin * last;
        var limit = (1 - margin) * last;
        if (latentDimension == 1) return penalties;
        // The first term alone cannot exceed the width of the interval.
        var (low, high) = (0.0, limit);
        for (var step = 0; step < 200 && high - low > 1e-15 * high; step++)
        {
            var middle = (low + high) / 2;
            if (Fits(eigenvalues, penalties, middle, limit)) low = middle;
            else high = middle;
        }
        Fits(eigenvalues, penalties, low, limit);
        return penalties;
    }

    /// <summary>gⱼ of each neighbouring pair: equal for the best λ.</summary>
    /// <param name="eigenvalues">σ², descending.</param>
    /// <param name="penalties">λ, k values, ascending.</param>
    public static double[] Gaps(IReadOnlyList<double> eigenvalues, IReadOnlyList<double> penalties)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(penalties);
        return [.. Enumerable.Range(0, penalties.Count - 1)
            .Select(j => Gap(eigenvalues[j], penalties[j], eigenvalues[j + 1], penalties[j + 1]))];
    }

    /// <summary>Fills in the smallest sequence with all terms equal to <paramref name="gap"/>; false when it leaves the interval.</summary>
    private static bool Fits(IReadOnlyList<double> eigenvalues, double[] penalties, double gap, double limit)
    {
        for (var j = 0; j + 1 < penalties.Length; j++)
        {
            if (Gap(eigenvalues[j], penalties[j], eigenvalues[j + 1], limit) < gap) return false;
            var (low, high) = (penalties[j], limit);
            for (var step = 0; step < 100 && high - low > 1e-16 * high; step++)
            {
                var middle = (low + high) / 2;
                if (Gap(eigenvalues[j], penalties[j], eigenvalues[j + 1], middle) < gap) low = middle;
                else high = middle;
            }
            penalties[j + 1] = high;
        }
        return true;
    }

    private static double Gap(double variance, double penalty, double nextVariance, double nextPenalty)
    {
        var (nu, nextNu) = (1 - penalty / variance, 1 - nextPenalty / nextVariance);
        return (nextPenalty - penalty) * (nu - nextNu) / (nu + nextNu);
    }
}
