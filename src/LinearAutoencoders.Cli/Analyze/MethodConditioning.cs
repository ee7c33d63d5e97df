using LinearAutoencoders.Objectives;
using LinearAutoencoders.Theory.Curvature;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Cli.Analyze;

/// <summary>How well conditioned a method is at its minimum.</summary>
/// <param name="Method">The method.</param>
/// <param name="Exact">The exact condition number; for RAG the one of its linear rate.</param>
/// <param name="Bound">The paper's lower bound, with the best penalties or prior; none for RAG.</param>
/// <param name="Largest">The largest curvature.</param>
/// <param name="Smallest">The smallest beside exact null directions; for RAG half the smallest gap.</param>
/// <param name="Steepest">The direction of the largest, in words.</param>
/// <param name="Flattest">The direction of the smallest, in words.</param>
internal sealed record MethodConditioning(
    Method Method, double Exact, double? Bound, double Largest, double Smallest, string Steepest, string Flattest)
{
    /// <summary>Non-uniform ℓ₂, deterministic nested dropout and RAG, in this order.</summary>
    public static IReadOnlyList<MethodConditioning> All(IReadOnlyList<double> eigenvalues, double[] penalties, PrefixPrior prior)
    {
        var k = penalties.Length;
        return
        [
            Of(Method.NonUniformL2, MinimumHessian.NonUniformL2(eigenvalues, penalties), ConditionBounds.NonUniformL2(eigenvalues, k)),
            Of(Method.DeterministicNestedDropout, MinimumHessian.DeterministicNestedDropout(eigenvalues, prior.KeepProbabilities),
                ConditionBounds.DeterministicNestedDropout(eigenvalues, k)),
            OfRag(eigenvalues, k),
        ];
    }

    private static MethodConditioning Of(Method method, MinimumHessian hessian, double bound)
    {
        var spectrum = CurvatureSpectrum.Of(hessian);
        return new(method, spectrum.ConditionNumber, bound, spectrum.Largest.Value, spectrum.Smallest.Value,
            spectrum.Largest.ToString(), spectrum.Smallest.ToString());
    }

    private static MethodConditioning OfRag(IReadOnlyList<double> eigenvalues, int k)
    {
        var gap = ConditionBounds.SmallestGap(eigenvalues, k);
        var slowest = Enumerable.Range(0, k - 1).FirstOrDefault(i => eigenvalues[i] - eigenvalues[i + 1] <= gap);
        return new(Method.Rag, ConditionBounds.RotationAugmentedGradient(eigenvalues, k), null, 4 * eigenvalues[0], gap / 2,
            "scaling of component 1", $"rotation of components {slowest + 1} and {slowest + 2} into each other");
    }
}
