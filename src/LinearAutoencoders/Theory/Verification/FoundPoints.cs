using LinearAutoencoders.Objectives;

namespace LinearAutoencoders.Theory.Verification;

/// <summary>Stationary points of objective (3), found by optimization from random starts; nothing here knows what they should be.</summary>
internal static class FoundPoints
{
    private const int SmallStarts = 60, CoreStarts = 2;

    /// <summary>Gradients are driven below this: some thousand roundings of one entry, σ₁² being their size.</summary>
    public static double GradientTolerance(TheoryProblem problem) => 1e-11 * problem.Eigenvalues[0];

    /// <summary>Stationary points of any kind of a small problem; 30 to 60 of them, mostly saddles.</summary>
    public static List<Weights<double>> OfAnyKind(Trial trial)
    {
        var problem = trial.Small;
        var (value, hessian) = (new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties)), HessianProduct.NonUniformL2(problem));
        var starts = Enumerable.Range(0, SmallStarts).Select(_ => WeightAlgebra.Random(problem, trial.Random, 0.7)).ToList();
        return [.. starts.Select(start => StationaryPointSearch.From(value, hessian, start, GradientTolerance(problem))).OfType<Weights<double>>()];
    }

    /// <summary>Minima of a larger problem.</summary>
    public static List<Weights<double>> Minima(TheoryProblem problem, Trial trial)
    {
        var (value, hessian) = (new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties)), HessianProduct.NonUniformL2(problem));
        return [.. Enumerable.Range(0, CoreStarts).Select(_ =>
            MinimumSearch.From(value, hessian, WeightAlgebra.Random(problem, trial.Random, 0.5 / Math.Sqrt(problem.DataDimension)), GradientTolerance(problem)))];
    }

    public static string Scope(Trial trial, int small, int core) =>
        $"{small} points of {Trial.Sizes(trial.Small)}, {core} of {Trial.Sizes(trial.Core)}";
}
