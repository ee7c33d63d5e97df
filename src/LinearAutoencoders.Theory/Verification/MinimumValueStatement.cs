using LinearAutoencoders.Methods;

namespace LinearAutoencoders.Theory.Verification;

internal sealed class MinimumValueStatement : IStatement
{
    public Claim Claim { get; } = new(
        "Theorem 3, (40)-(42)",
        "the ordered points have the loss (42), and minimization from random starts ends at it",
        ClaimForm.Printed,
        "largest |L − (42)| / tr Σ",
        "rounding of sums of some hundred terms of size tr Σ");

    public string? NotApplicable(Trial trial) => Assumption.SearchEnds(trial.Core);

    public Measurement Measure(Trial trial)
    {
        var ordered = StationaryPoints.All(trial.Small).Where(point => point.IsOrdered)
            .Select(point => point.Weights(trial.Small)).ToList();
        var worst = Math.Max(Deviation(trial, trial.Small, ordered), Deviation(trial, trial.Core, trial.Found.MinimaOfCore));
        return new Measurement(worst, 1e-13,
            $"{ordered.Count} signs of {Trial.Sizes(trial.Small)}, {trial.Found.MinimaOfCore.Count} minima of {Trial.Sizes(trial.Core)}");
    }

    private static double Deviation(Trial trial, TheoryProblem problem, IEnumerable<Weights<double>> points)
    {
        var value = new ObjectiveValue(problem, new NonUniformL2<double>(problem.Penalties));
        var minimum = trial.Claimed(PrintedValue(problem));
        return points.Max(point => Math.Abs(value.Loss(point) - minimum)) / problem.Moment.Trace;
    }

    /// <summary>‖X − U(I − ΛS⁻²)UᵀX‖²/n + 2 tr(Λ(I − ΛS⁻²)), by matrices.   (42)</summary>
    private static double PrintedValue(TheoryProblem problem)
    {
        var shrink = MatrixAlgebra.Diagonal(problem.Penalties.Select((penalty, i) => 1 - penalty / problem.Eigenvalues[i]));
        var residual = MatrixAlgebra.Identity(problem.DataDimension) - problem.Directions.TransposedTimes(shrink * problem.Directions);
        return problem.TimesMoment(residual).TimesTransposed(residual).Trace()
            + 2 * (MatrixAlgebra.Diagonal(problem.Penalties) * shrink).Trace();
    }
}
