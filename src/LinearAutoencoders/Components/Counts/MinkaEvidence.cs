using System.Numerics.Tensors;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Components;

/// <summary>Minka's choice of dimensionality: the k of the largest evidence of probabilistic PCA (NIPS 2000, Laplace's method).</summary>
/// <remarks>
///   ln p(D | k) ≈ ln p(U) − n/2 Σᵢ≤ₖ ln λᵢ − n(p−k)/2 ln v + (M + k)/2 ln 2π − ½ ln |A| − k/2 ln n
///   ln p(U) = −k ln 2 + Σᵢ≤ₖ (ln Γ((p−i+1)/2) − (p−i+1)/2 ln π)     M = pk − k(k+1)/2     v = mean of λⱼ, j &gt; k
///   ln |A| = Σᵢ≤ₖ Σⱼ&gt;ᵢ (ln(λᵢ − λⱼ) + ln(1/λ̂ⱼ − 1/λᵢ) + ln n)     λ̂ⱼ = λⱼ, but v for j &gt; k
///   <para>p counts the variances that are not zero: directions without any noise would make the evidence infinite. Of equal variances
///   the logarithm would be −∞, and the evidence infinite too: the data then says nothing of the angle between them, and they count as
///   λ/√n apart, where it begins to. It does not apply to fewer samples than columns. O(p²).</para>
/// </remarks>
internal static class MinkaEvidence
{
    public const string Rule = "Minka's evidence";

    public static ComponentCountChoice Choose(CountProblem problem)
    {
        var variances = problem.Variances;
        if (problem.EffectiveCount < problem.Moments.Dimension)
            return new(Rule, null, "it needs at least as many samples as columns");
        if (variances.Length < 2) return new(Rule, null, "it needs two variances that are not zero");
        var evidence = Of(variances, problem.EffectiveCount);
        return new(Rule, 1 + Array.IndexOf(evidence, evidence.Max()), "the largest evidence of probabilistic PCA, by Laplace's method");
    }

    /// <summary>The logarithm of the evidence of k = 1, …, p − 1 components.</summary>
    /// <param name="variances">λ, p positive numbers, descending.</param>
    /// <param name="n">Samples.</param>
    internal static double[] Of(double[] variances, double n)
    {
        var p = variances.Length;
        var least = SpectrumRank.Least(variances, p);
        double LogDifference(double larger, double smaller) =>
            Math.Log(larger - smaller > least ? larger - smaller : larger / Math.Sqrt(n));

        var evidence = new double[p - 1];
        // Sums over i ≤ k, and over i < j ≤ k, that grow with k.
        var (prior, logs, differences, pairs) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 1; k < p; k++)
        {
            var value = variances[k - 1];
            var half = (p - k + 1) / 2.0;
            prior += SpecialFunctions.LogGamma(half) - half * Math.Log(Math.PI) - Math.Log(2);
            for (var j = k; j < p; j++) differences += LogDifference(value, variances[j]);
            for (var i = 0; i < k - 1; i++) pairs += LogDifference(variances[i], value) - Math.Log(variances[i]) - Math.Log(value);
            logs += Math.Log(value);
            var noise = TensorPrimitives.Sum<double>(variances.AsSpan(k)) / (p - k);
            var toNoise = 0.0;
            for (var i = 0; i < k; i++) toNoise += LogDifference(variances[i], noise) - Math.Log(variances[i]) - Math.Log(noise);
            var size = (double)p * k - k * (k + 1) / 2.0;
            var determinant = differences + pairs + (p - k) * toNoise + size * Math.Log(n);
            evidence[k - 1] = prior - n / 2 * logs - n * (p - k) / 2 * Math.Log(noise)
                + (size + k) / 2 * Math.Log(2 * Math.PI) - determinant / 2 - k / 2.0 * Math.Log(n);
        }
        return evidence;
    }
}
