namespace LinearAutoencoders.Tests.Optimizers;

/// <summary>Where optimizers end up after given gradients, for one parameter: sums over all steps instead of recurrences.</summary>
internal static class SummedSteps
{
    /// <summary>vₜ = sumₛ μᵗ⁻ˢ gₛ      w = w₀ − α sumₜ (gₜ + μ vₜ)</summary>
    public static double Nesterov(double start, double[] gradients, double learningRate, double momentum) =>
        start - learningRate * Steps(gradients).Sum(t => gradients[t] + momentum * Decayed(gradients, t, momentum));

    /// <summary>aₜ = (1 − β₁) sumₛ β₁ᵗ⁻ˢ gₛ, vₜ likewise of squares      w = w₀ − α sumₜ âₜ / (√v̂ₜ + ε)</summary>
    public static double Adam(double start, double[] gradients, double learningRate)
    {
        const double beta1 = 0.9, beta2 = 0.999;
        var squares = gradients.Select(g => g * g).ToArray();
        return start - learningRate * Steps(gradients).Sum(t =>
        {
            var mean = (1 - beta1) * Decayed(gradients, t, beta1) / (1 - Math.Pow(beta1, t + 1));
            var square = (1 - beta2) * Decayed(squares, t, beta2) / (1 - Math.Pow(beta2, t + 1));
            return mean / (Math.Sqrt(square) + 1e-8);
        });
    }

    private static double Decayed(double[] values, int t, double decay) =>
        Enumerable.Range(0, t + 1).Sum(s => Math.Pow(decay, t - s) * values[s]);

    private static IEnumerable<int> Steps(double[] gradients) => Enumerable.Range(0, gradients.Length);
}
