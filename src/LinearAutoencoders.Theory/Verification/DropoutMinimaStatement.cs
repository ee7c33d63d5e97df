using LinearAutoencoders.Methods;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class DropoutMinimaStatement : IStatement
{
    public Claim Claim { get; } = new(
        "(21), (22)",
        "W₁ = QUᵀ, W₂ = UQ⁻¹ is stationary with loss tr Σ − sum pᵢσᵢ² (n-normalised), "
            + "flat in k directions and curved upwards in the others",
        ClaimForm.Printed,
        "largest of ‖∇L‖/σ₁², |loss − formula|/tr Σ, the k smallest |curvatures|/σ₁²; infinite unless the next is clearly positive",
        "rounding of 2km-entry sums, times the condition of Q (at most 4)");

    public string? NotApplicable(Trial trial) => Assumption.DistinctVariances(trial.Problem);

    public Measurement Measure(Trial trial)
    {
        var problem = trial.Problem;
        var worst = Math.Max(Stationarity(trial, problem), Flatness(trial, trial.Small));
        return new Measurement(worst, 64 * Math.Sqrt(problem.DataDimension) * problem.LatentDimension * Math.ScaleB(1, -53),
            $"gradient and loss {Trial.Sizes(problem)}, curvature {Trial.Sizes(trial.Small)}");
    }

    private static double Stationarity(Trial trial, TheoryProblem problem)
    {
        var value = new ObjectiveValue(problem, new DeterministicNestedDropout<double>(problem.Prior));
        var minimum = NestedDropoutMinima.Weights(problem, Scales(trial, problem));
        return Math.Max(value.Gradient(minimum).Length() / problem.Eigenvalues[0],
            Math.Abs(value.Loss(minimum) - trial.Claimed(NestedDropoutMinima.Loss(problem))) / problem.Moment.Trace);
    }

    private static double Flatness(Trial trial, TheoryProblem problem)
    {
        var minimum = NestedDropoutMinima.Weights(problem, Scales(trial, problem));
        var curvatures = SymmetricEigen.DecomposeValues(HessianProduct.NestedDropout(problem).Dense(minimum));
        Array.Reverse(curvatures);
        var flat = curvatures.Take(problem.LatentDimension).Max(Math.Abs) / problem.Eigenvalues[0];
        return curvatures[problem.LatentDimension] > 1e-9 * problem.Eigenvalues[0] ? flat : double.PositiveInfinity;
    }

    private static double[] Scales(Trial trial, TheoryProblem problem) =>
        [.. Enumerable.Range(0, problem.LatentDimension)
            .Select(_ => (0.5 + trial.Random.NextUniform()) * (trial.Random.NextBelow(2) * 2 - 1))];
}
