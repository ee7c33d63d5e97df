namespace LinearAutoencoders.Theory;

/// <summary>The global minima of deterministic nested dropout: W₁ = Q Uᵀ, W₂ = U Q⁻¹ for every invertible diagonal Q.</summary>
/// <remarks>
///   Bao et al. 2020, (21) and (22). That there are no others needs every prefix length to have a positive probability: keep
///   probabilities that fall strictly. A k-parameter family, along which the Hessian is zero.
/// </remarks>
public static class NestedDropoutMinima
{
    /// <summary>The minimum for one Q.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="scales">Q's diagonal, k values, none zero.</param>
    public static Weights<double> Weights(TheoryProblem problem, IReadOnlyList<double> scales)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return WeightAlgebra.Of(
            problem.Directions.Map((i, _, value) => scales[i] * value), problem.Directions.Map((i, _, value) => value / scales[i]));
    }

    /// <summary>
    ///   The loss there, divided by n as everywhere in this project: tr Σ − sumᵢ qᵢσᵢ², qᵢ the probability to keep dimension i.
    /// </summary>
    public static double Loss(TheoryProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Moment.Trace - problem.Prior.KeepProbabilities.Select((kept, i) => kept * problem.Eigenvalues[i]).Sum();
    }
}
